// How passwords are kept.

export interface Passwords {
  /** Raises `overloaded` when too many wait. */
  hash(password: string): Promise<string>;
  /** Without a hash it works as long as with one and says no. Raises `overloaded` when too many wait. */
  verify(hash: string | null, password: string): Promise<boolean>;
  /** Whether a hash was made with other parameters than today's. */
  isOutdated(hash: string): boolean;
}
