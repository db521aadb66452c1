import { parseOptions } from '@node-rs/argon2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#kernel/config';
import { col } from '#kernel/sql/columns';
import { iamService } from '../definition.ts';
import { passwordProblem } from '../domain/password-policy.ts';
import { argon2Passwords, hashOfNobody } from '../ports/argon2-passwords.ts';
import { type Iam, login, openIam, password, registered } from './people.ts';

const small = { memoryKib: 16, passes: 1, concurrency: 1, maxWaiting: 10 };
let t: Iam;

beforeAll(async () => {
  t = await openIam();
});
afterAll(() => t.close());

test('unless told otherwise a password is hashed by argon2id with 19 MiB, two passes and one lane', async () => {
  const { argon2MemoryKib, argon2Passes, hashConcurrency, hashQueue } = readConfig(
    'iam',
    iamService.definition.config,
    {},
  );
  const passwords = argon2Passwords({
    memoryKib: argon2MemoryKib,
    passes: argon2Passes,
    concurrency: hashConcurrency,
    maxWaiting: hashQueue,
  });
  const hash = await passwords.hash(password);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwords.verify(hash, password)).toBe(true);
  expect(await passwords.verify(hash, `${password}!`)).toBe(false);
});

test('to verify for nobody is the same work as for somebody, and never right', async () => {
  const passwords = argon2Passwords(small);
  const shape = (hash: string) => parseOptions(hash);
  expect(shape(hashOfNobody(small.memoryKib, small.passes))).toEqual(shape(await passwords.hash(password)));
  for (const guess of [password, '', '\0'.repeat(32)]) expect(await passwords.verify(null, guess)).toBe(false);
});

test('as many hashes run at once as are allowed, and who would wait too long is refused at once', async () => {
  const passwords = argon2Passwords({ ...small, maxWaiting: 3 });
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => passwords.hash(password)));
  expect(results.map(({ status }) => status)).toEqual([
    ...Array.from({ length: 4 }, () => 'fulfilled'),
    'rejected',
    'rejected',
  ]);
  expect(results[5]).toMatchObject({ reason: { code: 'overloaded', extras: { retryAfterSeconds: 1 } } });
  await expect(passwords.hash(password)).resolves.toBeTruthy();
});

test('a login renews a hash that was made with other parameters', async () => {
  const { email, id } = await registered(t);
  const weak = await argon2Passwords({ ...small, memoryKib: 8 }).hash(password);
  await t.db('iam').run`update users set password_hash = ${weak} where id = ${id}`;
  await Promise.all([login(t, email), login(t, email), login(t, email)]);
  const { password_hash } = await t.db('iam').one({ password_hash: col.text })`
    select password_hash from users where id = ${id}`;
  expect(password_hash).toContain('m=16,t=1,p=1');
  await expect(login(t, email)).resolves.toBeTruthy();
});

test.each([
  'password12',
  'Passwort2026!',
  'Summer2026!!',
  'welcome-welcome',
  'iloveyou1234',
  '1q2w3e4r5t',
  '0987654321',
  '20260302123456',
  'abcabcabcabc',
  'p@$$w0rd1111',
])('%s is too common to be a password', candidate => {
  expect(passwordProblem(candidate, 'x@example.org')).toContain('guessed');
});

test.each(['seven green bicycles', 'zK4#pq9!mW', 'Tür zum Garten offen', '🦊 in the woods', 'ein-hund-names-rex'])(
  '%s is a password',
  candidate => {
    expect(passwordProblem(candidate, 'ada@example.org')).toBeNull();
  },
);

test('length is counted in characters, and a long phrase is fine up to 200', () => {
  expect(passwordProblem('🦊🦊🦊🦊🐻', 'a@example.org')).toContain('at least 10');
  expect(passwordProblem(`${'long phrase '.repeat(16)}end`, 'a@example.org')).toBeNull();
  expect(passwordProblem('long phrase '.repeat(17), 'a@example.org')).toContain('at most 200');
});
