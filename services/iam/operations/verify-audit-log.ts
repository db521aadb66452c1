import { fail } from '#kernel/errors';
import { sha256 } from '#kernel/security/digest';
import { col } from '#kernel/sql/columns';
import { auditRow, checkpointOf, toAuditEntry } from '../audit.ts';
import type { AuditCheckpoint, AuditEntry } from '../contract.ts';
import { type IamCtx, iamService } from '../definition.ts';
import { type Bad, firstBadRow, genesis, type Link, mayBeFirst, monthRange } from '../domain/audit-chain.ts';

/** Walks the chain, or one month of it. The chain alone shows what was changed inside it; its head, whose mac takes the
 * platform's secret, shows a cut-off end; a checkpoint kept elsewhere shows a head that was put back with it. */
export const verifyAuditLog = iamService.operation('verifyAuditLog', async (ctx, { month, checkpoint }) => {
  if (checkpoint && checkpointOf(ctx, checkpoint).mac !== checkpoint.mac)
    fail('invalid_argument', 'checkpoint: this is none of this platform.');
  const range = month === undefined ? everything : monthRange(month);
  // Read before the rows, so that what is sealed meanwhile lies behind it.
  const head = await headOf(ctx);
  const { rows, last, bad } = await walk(ctx, range, head.link.sequence);
  const firstBad =
    bad ??
    (month === undefined ? badEnd(ctx, last, head) : null) ??
    (checkpoint ? await badAtCheckpoint(ctx, checkpoint) : null);
  return { intact: firstBad === null, rows, firstBad, checkpoint: checkpointOf(ctx, head.link) };
});

type Range = ReturnType<typeof monthRange>;
const everything: Range = { from: '2000-01-01T00:00:00.000Z', before: '9999-01-01T00:00:00.000Z' };

interface Head {
  link: Link;
  mac: string | null;
}

async function headOf(ctx: IamCtx): Promise<Head> {
  const found = await ctx.db.one({ sequence: col.bigint, hash: col.bytes, mac: col.bytes.orNull })`
    select sequence, hash, mac from security_audit_head`;
  return {
    link: { sequence: Number(found.sequence), hash: found.hash.toString('hex') },
    mac: found.mac?.toString('hex') ?? null,
  };
}

const pageSize = 1_000;

/** The next rows of a range, up to the head. */
async function pageAfter(ctx: IamCtx, { from, before }: Range, sequence: number, upTo: number): Promise<AuditEntry[]> {
  const rows = await ctx.db.many(auditRow)`
    select ${auditRow} from security_audit_logs
    where sealed_at >= ${from} and sealed_at < ${before} and sequence > ${sequence} and sequence <= ${upTo}
    order by sequence, id limit ${pageSize}`;
  return rows.map(toAuditEntry);
}

interface Walked {
  rows: number;
  last: Link | null;
  bad: Bad | null;
}

/** Checks the rows of a range; gives how many were read, the last one and the first that does not fit. */
async function walk(ctx: IamCtx, range: Range, upTo: number): Promise<Walked> {
  const walked: Walked = { rows: 0, last: null, bad: null };
  for (;;) {
    const entries = await pageAfter(ctx, range, walked.last?.sequence ?? 0, upTo);
    const [first] = entries;
    if (!first) return walked;
    const after = walked.last ?? (await linkBefore(ctx, first.sequence));
    walked.bad =
      after || mayBeFirst(first, ctx.now()) ? firstBadRow(after, entries, sha256) : missing(first.sequence - 1);
    walked.rows += entries.length;
    walked.last = entries.at(-1)!;
    if (walked.bad || entries.length < pageSize) return walked;
  }
}

const missing = (sequence: number): Bad => ({ sequence, id: null, reason: 'this row is missing' });

/** The row before one, null if it is gone. */
async function linkBefore(ctx: IamCtx, sequence: number): Promise<Link | null> {
  if (sequence === 1) return genesis;
  const hash = await hashAt(ctx, sequence - 1);
  return hash === null ? null : { sequence: sequence - 1, hash };
}

async function hashAt(ctx: IamCtx, sequence: number): Promise<string | null> {
  const found = await ctx.db.many({ hash: col.bytes })`
    select hash from security_audit_logs where sequence = ${sequence} limit 1`;
  return found[0]?.hash.toString('hex') ?? null;
}

function badEnd(ctx: IamCtx, last: Link | null, { link, mac }: Head): Bad | null {
  const end = last ?? genesis;
  if (end.sequence !== link.sequence) return missing(end.sequence + 1);
  const own = link.sequence === 0 || mac === checkpointOf(ctx, link).mac;
  if (end.hash === link.hash && own) return null;
  return { sequence: link.sequence, id: null, reason: 'the end of the chain was not written by this platform' };
}

async function badAtCheckpoint(ctx: IamCtx, { sequence, hash }: AuditCheckpoint): Promise<Bad | null> {
  if (sequence === 0) return null;
  const found = await hashAt(ctx, sequence);
  if (found === null) return { sequence, id: null, reason: 'the row the checkpoint names is missing' };
  return found === hash ? null : { sequence, id: null, reason: 'it is not the row the checkpoint names' };
}
