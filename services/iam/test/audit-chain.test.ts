import { expect, test } from 'vitest';
import { sha256 } from '#kernel/security/digest';
import {
  type AuditRecord,
  canonical,
  firstBadRow,
  genesis,
  mayBeFirst,
  monthRange,
  seal,
} from '../domain/audit-chain.ts';

const recordOf = (sequence: number, details: Record<string, string> = {}): AuditRecord => ({
  sequence,
  id: `0197a000-0000-7000-8000-${String(sequence).padStart(12, '0')}`,
  occurredAt: '2026-03-02T09:00:00.000Z',
  sealedAt: '2026-03-02T09:00:01.000Z',
  action: 'session.opened',
  userId: null,
  actorId: null,
  sessionId: null,
  ip: null,
  details,
});
const chain = () =>
  seal(
    genesis,
    [1, 2, 3, 4].map(n => recordOf(n)),
    sha256,
  );

test('an exported log verifies offline, from its start and from any row', () => {
  const entries = chain();
  expect(firstBadRow(genesis, entries, sha256)).toBeNull();
  expect(firstBadRow(entries[1]!, entries.slice(2), sha256)).toBeNull();
  expect(firstBadRow(null, entries.slice(2), sha256)).toBeNull();
});

test('a changed, missing, moved or inserted row is the first that is named', () => {
  const [a, b, c, d] = chain() as [ReturnType<typeof chain>[0], ...ReturnType<typeof chain>];
  const changed = [a, { ...b!, action: 'role.granted' }, c!, d!];
  expect(firstBadRow(genesis, changed, sha256)).toMatchObject({
    sequence: 2,
    reason: expect.stringContaining('content'),
  });
  expect(firstBadRow(genesis, [a, c!, d!], sha256)).toMatchObject({ sequence: 2, id: null });
  expect(firstBadRow(genesis, [b!, a, c!, d!], sha256)).toMatchObject({ sequence: 1, id: null });
  const [inserted] = seal(genesis, [recordOf(2)], sha256);
  expect(firstBadRow(genesis, [a, inserted!, c!, d!], sha256)).toMatchObject({
    sequence: 2,
    reason: 'it does not follow the row before',
  });
});

test('one record has one text, whatever the order of its fields', () => {
  const one = recordOf(1, { role: 'manager', scope: 'platform' });
  const other = {
    ...Object.fromEntries(Object.entries(one).reverse()),
    details: { scope: 'platform', role: 'manager' },
  };
  expect(canonical(other as unknown as AuditRecord)).toBe(canonical(one));
  expect(canonical(one)).toContain('"details":{"role":"manager","scope":"platform"}');
});

test('a chain begins with its first row, or in the oldest month that is kept', () => {
  const [entry] = seal({ sequence: 6, hash: genesis.hash }, [recordOf(7)], sha256);
  expect(mayBeFirst(entry!, '2026-04-01T00:00:00.000Z')).toBe(false);
  expect(mayBeFirst(entry!, '2028-03-01T00:00:00.000Z')).toBe(true);
  expect(mayBeFirst({ ...entry!, sequence: 1 }, '2026-04-01T00:00:00.000Z')).toBe(true);
});

test('a month lasts to the next, also over the year', () => {
  expect(monthRange('2026-12')).toEqual({ from: '2026-12-01T00:00:00.000Z', before: '2027-01-01T00:00:00.000Z' });
  expect(monthRange('2026-09').before).toBe('2026-10-01T00:00:00.000Z');
});
