import { expect, test } from 'vitest';
import { byService, milliseconds, slowestOf, totalsOf } from './summary.ts';

const row = (service: string, path: string, requests: number, failed: number, p95Ms: number) => ({
  service,
  method: 'GET',
  path,
  requests,
  refused: 1,
  limited: 0,
  failed,
  errorRate: failed / requests,
  p50Ms: p95Ms / 2,
  p95Ms,
});
const rows = [
  row('iam', '/a', 10, 1, 20),
  row('iam', '/b', 5, 0, 300),
  row('chat', '/c', 40, 0, 90),
  row('cart', '/d', 1, 0, 5_000),
];

test('requests add up, by service the busiest first', () => {
  expect(totalsOf(rows)).toEqual({ requests: 56, refused: 4, limited: 0, failed: 1 });
  expect(byService(rows).map(({ service, requests }) => [service, requests])).toEqual([
    ['chat', 40],
    ['iam', 15],
    ['cart', 1],
  ]);
});

test('what was asked once is not among the slowest', () => {
  expect(slowestOf(rows).map(({ path }) => path)).toEqual(['/b', '/c', '/a']);
});

test('times are written as they are read', () => {
  expect([3.24, 140.4, 2_100].map(ms => milliseconds(ms, 'en'))).toEqual(['3.2ms', '140ms', '2.1s']);
  expect(milliseconds(3.24, 'de')).toBe('3,2 ms');
});
