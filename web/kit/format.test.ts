import { expect, test } from 'vitest';
import { ago, initials, money } from './format.ts';

test('an amount is written exactly, in any currency and of any size', () => {
  const euros = (amount: string) => money({ amount, currency: 'EUR' }, 'en');
  expect(euros('1299')).toBe('€12.99');
  expect(euros('5')).toBe('€0.05');
  expect(euros('-5')).toBe('-€0.05');
  expect(euros('0')).toBe('€0.00');
  expect(euros('900719925474099312')).toBe('€9,007,199,254,740,993.12');
  expect(money({ amount: '1299', currency: 'JPY' }, 'en')).toBe('JP¥1,299');
  expect(money({ amount: '1299', currency: 'EUR' }, 'de').replaceAll('\u00a0', ' ')).toBe('12,99 €');
});

test('how long ago is said in words, and what is far away as a day', () => {
  const now = Date.parse('2026-03-02T12:00:00.000Z');
  const at = (secondsAgo: number) => ago(new Date(now - secondsAgo * 1000).toISOString(), now, 'en');
  expect(at(10)).toBe('just now');
  expect(at(60)).toBe('1 minute ago');
  expect(at(3 * 3_600)).toBe('3 hours ago');
  expect(at(86_400)).toBe('yesterday');
  expect(at(-2 * 3_600)).toBe('in 2 hours');
  expect(at(20 * 86_400)).toBe('10 Feb 2026');
  expect(ago(new Date(now).toISOString(), now, 'de')).toBe('gerade eben');
});

test('initials are the first and the last of a name', () => {
  expect(initials('Maria Clara von Sommer')).toBe('MS');
  expect(initials('Cher')).toBe('C');
  expect(initials('  ')).toBe('');
});
