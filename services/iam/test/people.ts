// What the tests of iam share: people who register, prove their address and sign in.

import { decodeJwt } from 'jose';
import type { Role } from '#kernel/access';
import type { CallFields, User } from '#kernel/call';
import type { Event } from '#kernel/event';
import { type AccessClaims, parseGrant } from '#kernel/security/tokens';
import { agora, type Harness, type HarnessOptions } from '#kernel/testing/harness';
import { instantAt } from '#kernel/time';
import type { SignIn, Tokens } from '../contract.ts';
import { verificationRequested } from '../events.ts';
import iam from '../service.ts';

export type Iam = Harness<[typeof iam]>;

/** Hashing at a thousandth of its cost: how strong hashes are is the subject of passwords.test.ts alone. */
const cheap = { AGORA_IAM_ARGON2_MEMORY_KIB: '16', AGORA_IAM_ARGON2_PASSES: '1' };

export const openIam = (config: Record<string, string> = {}, more: Partial<HarnessOptions<[typeof iam]>> = {}) =>
  agora({ services: [iam], config: { ...cheap, ...config }, ...more });

export const password = 'seven green bicycles';

let addresses = 0;
/** Everybody calls from an address of their own, so that limits per address do not meet. */
export const newIp = (): string => `198.51.${Math.floor(++addresses / 250) % 250}.${addresses % 250}`;

let people = 0;
export const newEmail = (): string => `person${++people}@example.org`;

/** The one-time token of the newest open link of a kind that was mailed to an address, or the newest but `back`. */
export async function linkToken(t: Iam, event: Event, email: string, back = 0): Promise<string> {
  await t.settle();
  let left = back;
  for (const { data } of t.published(event).toReversed()) {
    const { iam } = t.asService('notification');
    const mail = await iam.getMessage({ requestId: data.requestId as string }).catch(() => null);
    if (mail?.email === email && left-- === 0) return new URL(mail.url).searchParams.get('token')!;
  }
  throw new Error(`no ${event.type} for ${email}`);
}

/** Registers somebody who then proves the address; gives the user's id. */
export async function registered(
  t: Iam,
  email = newEmail(),
  name = 'Ada Adler',
): Promise<{ email: string; id: string }> {
  const guest = t.anonymous({ ip: newIp() }).iam;
  await guest.register({ email, password, name });
  await guest.verifyEmail({ token: await linkToken(t, verificationRequested, email) });
  await t.settle();
  return { email, id: t.published().findLast(({ type }) => type === 'user.created')!.data.userId as string };
}

/** The person an access token speaks for. */
export function userOf(accessToken: string): User {
  const { sub, sid, grants, auth_time } = decodeJwt<AccessClaims>(accessToken);
  return {
    userId: sub,
    sessionId: sid,
    grants: grants.map(parseGrant),
    authenticatedAt: instantAt(auth_time * 1000),
  };
}

/** The clients of whoever holds these tokens. */
export const as = (t: Iam, { accessToken }: { accessToken: string }, extra: Partial<CallFields> = {}) =>
  t.as(userOf(accessToken), { token: accessToken, ip: newIp(), ...extra }).iam;

export function tokensOf(reply: SignIn): Tokens {
  if (reply.status !== 'signed_in') throw new Error(`expected tokens, got ${reply.status}`);
  const { status: _, ...tokens } = reply;
  return tokens;
}

export const login = async (t: Iam, email: string, extra: Partial<CallFields> = {}): Promise<Tokens> =>
  tokensOf(await t.anonymous({ ip: newIp(), ...extra }).iam.login({ email, password }));

/** Registers and signs in. */
export async function member(t: Iam, extra: Partial<CallFields> = {}) {
  const { email, id } = await registered(t);
  return { email, id, tokens: await login(t, email, extra) };
}

/** Somebody with roles, by the platform's own hand. */
export async function holder(t: Iam, ...grants: `${Role}@${string}`[]) {
  const { email, id } = await registered(t);
  for (const { role, scope } of grants.map(parseGrant))
    await t.as(t.person('admin@platform')).iam.grantRole({ userId: id, role, scope });
  return { email, id, tokens: await login(t, email) };
}

/** What a real request with an access token is answered. */
export const statusOf = async (t: Iam, accessToken: string, path = '/api/v1/me'): Promise<number> =>
  (await t.http(path, { headers: { authorization: `Bearer ${accessToken}` } })).status;
