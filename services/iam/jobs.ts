// What iam does by the clock, and the loops that follow a request.

import { col } from '#kernel/sql/columns';
import { minus } from '#kernel/time';
import { checkpointOf, sealBlock } from './audit.ts';
import { type IamCtx, iamService } from './definition.ts';
import { lifetimes } from './domain/lifetimes.ts';
import { answerMailRequests } from './mail-requests.ts';
import { forgetSigningKeys, rotateSigningKeys } from './signing-keys.ts';

const rotation = iamService.job('rotate-signing-keys', '1h', async ctx => {
  await rotateSigningKeys(ctx);
  await forgetSigningKeys(ctx);
});

/** Logs leave the machine: a checkpoint in them is outside the reach of whoever can write to the database. */
const checkpoint = iamService.job('log-audit-checkpoint', '1d', async ctx => {
  const { sequence, hash } = await ctx.db.one({ sequence: col.bigint, hash: col.bytes })`
    select sequence, hash from security_audit_head`;
  const link = { sequence: Number(sequence), hash: hash.toString('hex') };
  ctx.log.info({ checkpoint: checkpointOf(ctx, link) }, 'security log checkpoint');
});

const cleaning = iamService.job('forget-expired', '1h', forgetExpired);

async function forgetExpired(ctx: IamCtx): Promise<void> {
  const now = ctx.now();
  const old = minus(now, lifetimes.history);
  const unverified = minus(now, lifetimes.unverifiedAccount);
  await ctx.db.run`delete from oauth_requests where expires_at <= ${now}`;
  await ctx.db.run`delete from refresh_tokens where expires_at < ${now}`;
  await ctx.db.run`delete from sessions where expires_at < ${old} or ended_at < ${old}`;
  await ctx.db.run`delete from email_verification_tokens where expires_at < ${old}`;
  await ctx.db.run`delete from password_reset_tokens where expires_at < ${old}`;
  await ctx.db.run`
    delete from users u where email_verified_at is null and state = 'active' and created_at < ${unverified}
      and not exists (select from email_verification_tokens t where t.user_id = u.id and t.expires_at > ${now})`;
}

export const jobs = [rotation, checkpoint, cleaning];

export const loops = [
  iamService.loop('answer-mail-requests', answerMailRequests),
  iamService.loop('seal-audit-log', sealBlock),
];
