import { expect, test } from 'vitest';
import { piecesOf, rowsOf } from './rows.ts';
import { emptyTimeline, type Message } from './timeline.ts';

const said = (number: number, authorId: string, sentAt: string) =>
  ({ id: `${number}`, localId: `local-${number}`, number, authorId, sentAt }) as Message;

test('rows begin anew with another person, after a pause, on another day, and where the unread begin', () => {
  const messages = [
    said(1, 'ada', '2026-03-01T10:00:00.000Z'),
    said(2, 'ada', '2026-03-01T10:01:00.000Z'),
    said(3, 'ben', '2026-03-01T10:02:00.000Z'),
    said(4, 'ben', '2026-03-01T10:03:00.000Z'),
    said(5, 'ben', '2026-03-01T11:03:00.000Z'),
    said(6, 'ben', '2026-03-03T11:04:00.000Z'),
  ];
  const rows = rowsOf({ ...emptyTimeline, messages }, 'ada', 3);
  expect(rows.map(({ begins }) => begins)).toEqual([true, false, true, true, true, true]);
  expect(rows.map(({ firstNew }) => firstNew)).toEqual([false, false, false, true, false, false]);
  expect(rows.map(({ newDay }) => newDay)).toEqual([true, false, false, false, false, true]);
  expect(rows.map(({ mine }) => mine)).toEqual([true, true, false, false, false, false]);
});

test('names and addresses are found in a text, and nothing of it is lost', () => {
  const text = 'Ask @Ben (B.) or see https://example.org/a?b=c. Thanks';
  const pieces = piecesOf(text, ['Ben (B.)']);
  expect(pieces.map(piece => piece.text).join('')).toBe(text);
  expect(pieces.filter(({ kind }) => kind !== 'text')).toEqual([
    { kind: 'name', text: '@Ben (B.)' },
    { kind: 'link', text: 'https://example.org/a?b=c' },
  ]);
});
