import { expect, test } from 'vitest';
import { ticketText } from '#web/text/tickets.ts';
import { attachedBy, type Entry, saidOf, worthTelling } from './entries.ts';

const entry = (more: Partial<Entry>): Entry => ({
  id: 'e',
  ticketId: 't',
  at: '2026-03-02T09:00:00.000Z',
  kind: 'status',
  by: 'somebody',
  from: null,
  to: null,
  text: null,
  internal: false,
  details: {},
  ...more,
});
const names = { other: 'Elif', category: () => 'Noise' };
const say = (more: Partial<Entry>, other: string | null = 'Elif') =>
  saidOf(entry(more), ticketText.en, { ...names, other }).text;

test('a change of state that comes with words is told by those', () => {
  const question = entry({ id: 'q', kind: 'question', text: 'Which one?' });
  const asked = entry({ id: 's', to: 'waiting_for_resident' });
  const before = entry({ id: 'b', to: 'in_progress', at: '2026-03-02T08:00:00.000Z' });
  expect(worthTelling([question, asked, before]).map(({ id }) => id)).toEqual(['q', 'b']);
});

test('an end says why', () => {
  expect(say({ to: 'closed', details: { reason: 'withdrawn' } })).toBe('withdrew it');
  expect(say({ to: 'resolved' })).toBe('solved it');
});

test('whom a ticket was given to is said to those who may know', () => {
  const given = { kind: 'assigned', details: { assigneeId: 'elif' } } as const;
  expect(say(given)).toBe('gave it to Elif');
  expect(say(given, null)).toBe('found somebody who cares for it');
  expect(say({ kind: 'assigned', details: { assigneeId: null } })).toBe('gave it back');
});

test('several changes at once are one sentence', () => {
  expect(say({ kind: 'changed', details: { categoryId: 'c', urgent: true } })).toBe(
    'sorted it under “Noise”, marked it as urgent',
  );
});

test('only what was attached to the ticket itself belongs to its entry', () => {
  expect(attachedBy(entry({ kind: 'attached', details: { fileIds: ['f'] } }))).toEqual(['f']);
  expect(attachedBy(entry({ kind: 'comment', details: { fileIds: ['f'] } }))).toEqual([]);
});
