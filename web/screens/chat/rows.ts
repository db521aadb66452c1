// What is shown of a channel, row by row: who speaks for the first time in a while, where a day begins, what is new.

import type { Message, Outgoing, Timeline } from './timeline.ts';

export interface Row {
  /** The same before and after the server has confirmed it. */
  key: string;
  message: Message | null;
  outgoing: Outgoing | null;
  at: string;
  mine: boolean;
  /** The first of a day. */
  newDay: boolean;
  /** The first that was unread. */
  firstNew: boolean;
  /** The first of several by the same person. */
  begins: boolean;
}

const pauseMs = 5 * 60_000;
const dayOf = (at: string): string => new Date(at).toDateString();

/** The rows of a timeline; `readUpTo` is the number of the last message that was read when the channel was opened. */
export function rowsOf({ messages, outgoing }: Timeline, me: string, readUpTo: number): Row[] {
  const rows: Row[] = [];
  let author: string | null | undefined;
  let newShown = false;
  const add = (by: string | null, row: Omit<Row, 'newDay' | 'firstNew' | 'begins'>, isNew: boolean): void => {
    const before = rows.at(-1);
    const newDay = !before || dayOf(before.at) !== dayOf(row.at);
    const firstNew = isNew && !newShown;
    newShown ||= isNew;
    const begins =
      newDay || firstNew || author !== by || Date.parse(row.at) - Date.parse(before?.at ?? row.at) > pauseMs;
    author = by;
    rows.push({ ...row, newDay, firstNew, begins });
  };
  for (const message of messages) {
    const mine = message.authorId === me;
    const row = { key: message.localId, message, outgoing: null, at: message.sentAt, mine };
    add(message.authorId, row, !mine && message.number > readUpTo);
  }
  for (const each of outgoing)
    add(me, { key: each.localId, message: null, outgoing: each, at: each.writtenAt, mine: true }, false);
  return rows;
}

/** The pieces of a text: names of people who are mentioned, addresses, and what is between them. */
export function piecesOf(text: string, names: readonly string[]): { kind: 'text' | 'name' | 'link'; text: string }[] {
  const escaped = names.map(name => `@${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
  const pattern = new RegExp(`(${['https?://[^\\s<>"]+[^\\s<>".,;:!?)]', ...escaped].join('|')})`, 'g');
  return text
    .split(pattern)
    .map((piece, index) => ({
      kind: index % 2 === 0 ? ('text' as const) : piece.startsWith('@') ? ('name' as const) : ('link' as const),
      text: piece,
    }))
    .filter(piece => piece.text !== '');
}
