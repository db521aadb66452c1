/** Only a place in the app: a link must not lead somebody who just signed in elsewhere. */
export const placeOf = (raw: unknown): string | undefined =>
  typeof raw === 'string' && /^\/(?![/\\])/.test(raw) ? raw : undefined;
