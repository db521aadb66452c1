// What a message is, and what becomes of it.

/** A message as the timeline keeps it. */
export interface Said {
  authorId: string | null;
  localId: string;
  text: string;
  fileIds: string[];
  mentions: string[];
  replyTo: string | null;
  editedAt: string | null;
  deletedAt: string | null;
  /** Who took it back: its author or the management. */
  deletedBy: 'author' | 'moderator' | null;
  pinned: boolean;
  version: number;
}

/** A new message. */
export const say = (
  fields: Pick<Said, 'authorId' | 'localId' | 'text' | 'fileIds' | 'mentions' | 'replyTo'>,
): Said => ({ ...fields, editedAt: null, deletedAt: null, deletedBy: null, pinned: false, version: 1 });

export const edited = (said: Said, text: string, at: string): Said => ({
  ...said,
  text,
  editedAt: at,
  version: said.version + 1,
});

/** Nothing of it stays but that there was one. */
export const deleted = (said: Said, by: 'author' | 'moderator', at: string): Said => ({
  ...said,
  text: '',
  fileIds: [],
  mentions: [],
  deletedAt: at,
  deletedBy: by,
  pinned: false,
  version: said.version + 1,
});

export const pinnedAs = (said: Said, pinned: boolean): Said => ({ ...said, pinned, version: said.version + 1 });

/** The id of a message, from the hash of its channel, its author and the id its author's client gave it: a message sent
 * again is the same one. A UUIDv8 (RFC 9562). */
export function messageIdOf(hash: Uint8Array): string {
  const bytes = hash.slice(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
