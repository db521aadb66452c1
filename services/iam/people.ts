// The accounts themselves: rows, their wire forms, and the steps that several use cases share.

import type { z } from 'zod';
import type { CallFields } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { audit } from './audit.ts';
import type { Account, Contact, Locale } from './contract.ts';
import type { IamCtx } from './definition.ts';
import { userCreated } from './events.ts';

/** An account that is there; deleted ones are read by nobody. */
export const userRow = row(
  {
    id: col.uuid,
    email: col.text,
    email_verified_at: col.instant.orNull,
    name: col.text,
    locale: col.any<Locale>(),
    zone: col.text,
    phone: col.bytes.orNull,
    password_hash: col.text.orNull,
    password_changed_at: col.instant.orNull,
    state: col.any<'active' | 'suspended'>(),
    version: col.int,
    created_at: col.instant,
  },
  'u',
);
export type UserRow = {
  id: string;
  email: string;
  email_verified_at: string | null;
  name: string;
  locale: Locale;
  zone: string;
  phone: Buffer | null;
  password_hash: string | null;
  password_changed_at: string | null;
  state: 'active' | 'suspended';
  version: number;
  created_at: string;
};

export const userByEmail = (db: Queries, email: string): Promise<UserRow | null> =>
  db.maybe(userRow)`select ${userRow} from users u where lower(email) = ${email}`;

/** Raises `not_found` for somebody who is not there. */
export const userById = async (db: Queries, userId: string): Promise<UserRow> =>
  (await db.maybe(userRow)`select ${userRow} from users u where id = ${userId} and state <> 'deleted'`) ??
  fail('not_found', 'There is no such account.');

const phonePlace = (userId: string): string => `users|phone|${userId}`;

export const sealPhone = (ctx: IamCtx, userId: string, phone: string): Buffer =>
  ctx.cipher.seal(phone, phonePlace(userId));

export const toContact = (ctx: IamCtx, found: UserRow): z.output<typeof Contact> => ({
  id: found.id,
  email: found.email,
  name: found.name,
  locale: found.locale,
  zone: found.zone,
  phone: found.phone && ctx.cipher.open(found.phone, phonePlace(found.id)),
  emailVerified: found.email_verified_at !== null,
  state: found.state,
});

/** The whole account. Raises `not_found`. */
export async function accountOf(ctx: IamCtx, db: Queries, userId: string): Promise<z.output<typeof Account>> {
  const found = await userById(db, userId);
  const grants = await db.many({
    role: col.any<z.output<typeof Account>['grants'][number]['role']>(),
    scope: col.text,
    granted_at: col.instant,
  })`
    select role, scope, granted_at from user_roles
    where user_id = ${userId} and revoked_at is null order by role, scope`;
  const { enabled } = await db.one({ enabled: col.bool })`
    select exists (select from second_factors where user_id = ${userId} and confirmed_at is not null) as enabled`;
  return {
    ...toContact(ctx, found),
    secondFactor: enabled,
    hasPassword: found.password_hash !== null,
    grants: grants.map(({ role, scope, granted_at }) => ({ role, scope, grantedAt: granted_at })),
    createdAt: found.created_at,
    version: found.version,
  };
}

export interface NewAccount {
  email: string;
  name: string;
  locale: Locale;
  zone: string;
  passwordHash: string | null;
}

/** Makes an account whose address is proven. Raises `conflict` if somebody else makes it at the same moment. */
export async function createAccount(
  ctx: IamCtx,
  tx: Tx,
  call: Partial<CallFields>,
  { email, name, locale, zone, passwordHash }: NewAccount,
): Promise<string> {
  const userId = ctx.id();
  const now = ctx.now();
  await tx.run`
    insert into users (id, email, email_verified_at, name, locale, zone, password_hash, password_changed_at,
                       created_at, updated_at)
    values (${userId}, ${email}, ${now}, ${name}, ${locale}, ${zone}, ${passwordHash}, ${passwordHash && now},
            ${now}, ${now})`;
  await announceAccount(ctx, tx, call, userId);
  return userId;
}

/** Notes that somebody has shown to own the address. The account counts as made from its first proof on. */
export async function markVerified(ctx: IamCtx, tx: Tx, call: Partial<CallFields>, userId: string): Promise<void> {
  const first = await tx.run`
    update users set email_verified_at = ${ctx.now()}, updated_at = ${ctx.now()}, version = version + 1
    where id = ${userId} and email_verified_at is null`;
  if (first === 0) return;
  await audit(ctx, tx, call, { action: 'email.verified', userId });
  await announceAccount(ctx, tx, call, userId);
}

async function announceAccount(ctx: IamCtx, tx: Tx, call: Partial<CallFields>, userId: string): Promise<void> {
  await ctx.publish(tx, userCreated, { userId });
  await audit(ctx, tx, call, { action: 'account.created', userId });
}
