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
