import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { testClock } from '../../testing/clock.ts';
import { serviceTokens } from '../tokens.ts';

const secret = 'a secret for tests only, of more than 32 characters';
const clock = testClock('2026-03-02T09:00:00.000Z');
const tokens = serviceTokens(secret, clock);
const refused = { code: 'unauthenticated' };

test('a token tells its audience who calls, and whether it is the public entrance', async () => {
  const mark = { untilMs: expect.any(Number) };
  expect(await tokens.verify(await tokens.issue('ticket', 'iam', false), 'iam')).toEqual({
    ...{ caller: 'ticket', edge: false },
    ...mark,
  });
  expect(await tokens.verify(await tokens.issue('edge', 'iam', true), 'iam')).toMatchObject({ edge: true });
});

test('a token for one service does not open another', async () => {
  const token = await tokens.issue('ticket', 'iam', false);
  await tokens.verify(token, 'iam');
  await expect(tokens.verify(token, 'building')).rejects.toMatchObject(refused);
});

test('a token lives for a minute, also one that was taken before; a new one is issued in time', async () => {
  const token = await tokens.issue('ticket', 'iam', false);
  await tokens.verify(token, 'iam');
  clock.advance('29s');
  expect(await tokens.issue('ticket', 'iam', false)).toBe(token);
  clock.advance('1s');
  expect(await tokens.issue('ticket', 'iam', false)).not.toBe(token);
  clock.advance('29s');
  await tokens.verify(token, 'iam');
  clock.advance('1s');
  await expect(tokens.verify(token, 'iam')).rejects.toMatchObject(refused);
});

test('a token of another platform, of another purpose, or without a signature is refused', async () => {
  const foreign = await serviceTokens(`${secret}!`, clock).issue('ticket', 'iam', false);
  const [head, payload] = (await tokens.issue('ticket', 'iam', false)).split('.');
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const none = `${encoded({ alg: 'none', typ: 'service+jwt' })}.${payload}.`;
  const guessed = `${head}.${payload}.${createHmac('sha256', 'iam').update(`${head}.${payload}`).digest('base64url')}`;
  for (const token of [foreign, none, guessed, 'x', ''])
    await expect(tokens.verify(token, 'iam')).rejects.toMatchObject(refused);
});
