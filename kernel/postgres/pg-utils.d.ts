// What `pg` has beside its types.

declare module 'pg/lib/utils' {
  /** A parameter as the wire takes it: text, bytes, or null. */
  export function prepareValue(value: unknown): string | Buffer | null;
}
