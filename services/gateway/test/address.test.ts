import { expect, test } from 'vitest';
import { inetOf } from '../domain/address.ts';

test.each([
  ['198.51.100.7', '198.51.100.7'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['2001:db8::1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['unknown', null],
  ['198.51.100.7:8080', null],
  ["1.2.3.4'; drop table api_logs", null],
  ['', null],
  [undefined, null],
])('%j is kept as %j', (given, kept) => {
  expect(inetOf(given)).toBe(kept);
});
