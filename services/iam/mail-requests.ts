// Links that are sent by mail. Who asks for one learns nothing from the reply or its time: the request is only noted,
// the same way for every address, and whether anybody is to get a mail is decided here, afterwards.

import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { plus } from '#kernel/time';
import type { IamCtx } from './definition.ts';
import { lifetimes } from './domain/lifetimes.ts';
import { passwordResetRequested, verificationRequested } from './events.ts';
import { userByEmail } from './people.ts';

export type MailKind = 'verification' | 'password_reset' | 'already_registered';

/** Notes a wish for a mail. */
export const requestMail = (ctx: IamCtx, db: Queries, kind: MailKind, email: string): Promise<number> =>
  db.run`
    insert into mail_requests (id, kind, email, requested_at) values (${ctx.id()}, ${kind}, ${email}, ${ctx.now()})`;

export interface Registration {
  name: string | null;
  passwordHash: string | null;
}

/** Makes a link that proves an account's address, and the registration it was made for. */
export async function requestVerification(
  ctx: IamCtx,
  tx: Tx,
  userId: string,
  { name, passwordHash }: Registration,
): Promise<void> {
  const now = ctx.now();
  const requestId = ctx.id();
  await tx.run`
    insert into email_verification_tokens (id, user_id, name, password_hash, created_at, expires_at)
    values (${requestId}, ${userId}, ${name}, ${passwordHash}, ${now}, ${plus(now, lifetimes.verification)})`;
  await ctx.publish(tx, verificationRequested, { requestId, userId });
}

const renewedAtOnce = 3;

/** New links in place of the open ones, for the registrations those were made for. */
async function renewVerification(ctx: IamCtx, tx: Tx, userId: string): Promise<void> {
  const now = ctx.now();
  const open = await tx.many({ name: col.text.orNull, password_hash: col.text.orNull })`
    with closed as (
      update email_verification_tokens set expires_at = ${now}
      where user_id = ${userId} and used_at is null and expires_at > ${now}
      returning name, password_hash, created_at)
    select name, password_hash from closed order by created_at desc limit ${renewedAtOnce}`;
  const registrations = open.map(({ name, password_hash }) => ({ name, passwordHash: password_hash }));
  for (const each of registrations.length > 0 ? registrations : [{ name: null, passwordHash: null }])
    await requestVerification(ctx, tx, userId, each);
}

async function requestReset(ctx: IamCtx, tx: Tx, userId: string, reason: MailKind): Promise<void> {
  const now = ctx.now();
  const requestId = ctx.id();
  await tx.run`update password_reset_tokens set expires_at = ${now} where user_id = ${userId} and used_at is null`;
  await tx.run`
    insert into password_reset_tokens (id, user_id, created_at, expires_at, reason)
    values (${requestId}, ${userId}, ${now}, ${plus(now, lifetimes.passwordReset)}, ${reason})`;
  await ctx.publish(tx, passwordResetRequested, { requestId, userId });
}

const batchSize = 50;

/** Answers noted wishes; true if there were any. */
export const answerMailRequests = (ctx: IamCtx): Promise<boolean> =>
  ctx.db.transaction(async tx => {
    const requests = await tx.many({ kind: col.any<MailKind>(), email: col.text })`
      with taken as (
        delete from mail_requests
        where id in (select id from mail_requests order by requested_at, id limit ${batchSize} for update skip locked)
        returning kind, email, requested_at, id)
      select kind, email from taken order by requested_at, id`;
    for (const { kind, email } of requests) {
      const found = await userByEmail(tx, email);
      if (found?.state !== 'active') continue;
      if (kind !== 'verification') await requestReset(ctx, tx, found.id, kind);
      else if (found.email_verified_at === null) await renewVerification(ctx, tx, found.id);
    }
    return requests.length > 0;
  });
