import { expect, test } from 'vitest';
import { decide, type Situation } from '../domain/decide.ts';
import { digestDue } from '../domain/digest.ts';
import { homesOf, nextToAsk } from '../domain/emergency.ts';
import { allPreferences, isEnabled, refusal, unsubscribed } from '../domain/preferences.ts';
import { retryAt } from '../domain/retry.ts';

const now = '2026-03-02T09:20:00.000Z';
const person = { active: true, emailVerified: true, hasPhone: true, hasDevice: true, zone: 'Europe/Berlin' };
const situation: Situation = {
  now,
  type: 'ticket.created',
  channel: 'email',
  test: false,
  person,
  choices: [],
  wishes: { quietHours: null, sendWindow: null },
  digest: 'immediate',
  suppressed: false,
  readInApp: false,
};
const night = { quietHours: { from: '00:00', to: '23:00' }, sendWindow: null };

test('a message goes out when nothing speaks against it', () => {
  expect(decide(situation)).toEqual({ do: 'send' });
});

test.each<[string, Partial<Situation>]>([
  ['the account is gone', { person: null }],
  ['the account is suspended', { person: { ...person, active: false } }],
  ['switched off', { choices: [{ type: 'ticket.created', channel: 'email', enabled: false }] }],
  ['the address bounced or complained', { suppressed: true }],
  ['the address is not verified', { person: { ...person, emailVerified: false } }],
  ['no phone number', { type: 'emergency', channel: 'sms', person: { ...person, hasPhone: false } }],
  ['no device', { channel: 'push', person: { ...person, hasDevice: false } }],
  ['read in the app', { readInApp: true }],
])('none goes out when: %s', (because, difference) => {
  expect(decide({ ...situation, ...difference })).toEqual({ do: 'skip', because });
});

test('quiet hours defer, and an emergency does not care', () => {
  expect(decide({ ...situation, wishes: night })).toEqual({ do: 'defer', until: '2026-03-02T22:00:00.000Z' });
  expect(decide({ ...situation, type: 'emergency', wishes: night })).toEqual({ do: 'send' });
  expect(decide({ ...situation, channel: 'in_app', wishes: night })).toEqual({ do: 'send' });
});

test('an e-mail that may wait is collected where the person wants that', () => {
  expect(decide({ ...situation, digest: 'daily' })).toEqual({ do: 'collect', mode: 'daily' });
  expect(decide({ ...situation, digest: 'daily', channel: 'push' })).toEqual({ do: 'send' });
  expect(decide({ ...situation, digest: 'daily', type: 'ticket.question_asked' })).toEqual({ do: 'send' });
});

test('a collection ends with the hour or the morning of the wall clock', () => {
  expect(digestDue(now, 'Europe/Berlin', 'hourly')).toBe('2026-03-02T10:00:00.000Z');
  expect(digestDue('2026-03-02T10:00:00.000Z', 'Europe/Berlin', 'hourly')).toBe('2026-03-02T11:00:00.000Z');
  expect(digestDue(now, 'Asia/Kolkata', 'hourly')).toBe('2026-03-02T09:30:00.000Z');
  expect(digestDue(now, 'Europe/Berlin', 'daily')).toBe('2026-03-03T07:00:00.000Z');
  expect(digestDue('2026-03-02T06:59:59.999Z', 'Europe/Berlin', 'daily')).toBe('2026-03-02T07:00:00.000Z');
  // The clocks go forward in between.
  expect(digestDue('2026-03-28T09:00:00.000Z', 'Europe/Berlin', 'daily')).toBe('2026-03-29T06:00:00.000Z');
});

test('what concerns safety or the account cannot be switched off', () => {
  for (const type of [
    'emergency',
    'account.security_alert',
    'account.password_reset',
    'account.verification',
  ] as const) {
    expect(refusal({ type, channel: 'email', enabled: false })).toContain('cannot be switched off');
    expect(isEnabled(type, 'email', [{ type, channel: 'email', enabled: false }])).toBe(true);
    expect(unsubscribed(type)).toEqual([]);
  }
  expect(refusal({ type: 'account.verification', channel: 'sms', enabled: true })).toContain('never sent by sms');
  expect(refusal({ type: 'ticket.created', channel: 'email', enabled: false })).toBeNull();
});

test('unsubscribing from a collection ends all that is collected', () => {
  expect(unsubscribed('ticket.closed')).toEqual([{ type: 'ticket.closed', channel: 'email', enabled: false }]);
  const types = unsubscribed('digest').map(({ type }) => type);
  expect(types).toContain('ticket.commented');
  expect(types).not.toContain('emergency');
  expect(allPreferences(unsubscribed('digest')).find(p => p.type === 'ticket.closed' && p.channel === 'email')).toEqual(
    {
      type: 'ticket.closed',
      channel: 'email',
      enabled: false,
      locked: false,
    },
  );
});

test('retries come ever more slowly, spread out, and end', () => {
  expect(retryAt(1, 12, now, 0.5)).toBe('2026-03-02T09:20:30.000Z');
  expect(retryAt(2, 12, now, 0.5)).toBe('2026-03-02T09:21:00.000Z');
  expect(retryAt(11, 12, now, 0.5)).toBe('2026-03-02T10:20:00.000Z');
  expect(retryAt(1, 12, now, 0)! < retryAt(1, 12, now, 0.99)!).toBe(true);
  expect(retryAt(12, 12, now, 0.5)).toBeNull();
});

test('those who hold a home are asked before those who live with them, and all of them three times', () => {
  const homes = homesOf([
    { unitId: '1', userId: 'child', relation: 'household' },
    { unitId: '1', userId: 'owner', relation: 'owner' },
    { unitId: '2', userId: 'tenant', relation: 'tenant' },
    { unitId: '1', userId: 'owner', relation: 'household' },
  ]);
  expect([...homes]).toEqual([
    ['2', ['tenant']],
    ['1', ['owner', 'child']],
  ]);
  expect([0, 1, 2, 5, 6].map(asked => nextToAsk(['owner', 'child'], asked))).toEqual([
    'owner',
    'child',
    'owner',
    'child',
    null,
  ]);
  expect(nextToAsk([], 0)).toBeNull();
});
