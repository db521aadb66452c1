// Walks the whole ledger: each entry's sums and content, the chain, its end, and that no entry is outside it.

import { sameBytes, sha256 } from '#kernel/security/digest';
import { col, row } from '#kernel/sql/columns';
import { minus } from '#kernel/time';
import type { PaymentCtx } from '../definition.ts';
import { type Bad, badEntry, type Entry, firstBad, genesis, type Link, type Sealed } from '../domain/chain.ts';
import { headMac } from './seal.ts';

export interface Verified {
  entries: number;
  /** The end of the chain; keep it elsewhere and compare. */
  head: { position: string; hash: string };
  bad: Bad | null;
}

const stepSize = 1_000n;
/** An entry that is older than this and not in the chain was kept out of it. */
const sealedWithin = '10m';

interface LineText {
  account: string;
  currency: string;
  amount: string;
  ruleId: string | null;
  ruleVersion: number | null;
}

const entryRow = row({
  id: col.uuid,
  at: col.instant,
  kind: col.text,
  source: col.text,
  source_id: col.uuid,
  payment_id: col.uuid.orNull,
  order_id: col.uuid.orNull,
  content_hash: col.bytes,
  postings: col.json<LineText[] | null>().orNull,
});

/** Verifies the ledger; `bad` names the first entry that is not as it was written. */
export async function verifyLedger(ctx: PaymentCtx): Promise<Verified> {
  const head = await ctx.db.one({ position: col.bigint, hash: col.bytes, mac: col.bytes.orNull })`
    select position, hash, mac from journal_head`;
  const shown = { position: String(head.position), hash: head.hash.toString('hex') };
  let last: Link = genesis;
  while (last.position < head.position) {
    const from = last.position;
    const sealed = await readSealed(ctx, from, from + stepSize < head.position ? from + stepSize : head.position);
    const bad = firstBad(last, sealed, sha256);
    if (bad) return { entries: Number(from), head: shown, bad };
    const end = sealed.at(-1);
    if (!end) return { entries: Number(from), head: shown, bad: missing(from + 1n) };
    last = { position: end.position, hash: end.hash };
  }
  const bad = badHead(ctx, head, last) ?? (await firstOutside(ctx));
  return { entries: Number(head.position), head: shown, bad };
}

const missing = (position: bigint): Bad => ({
  position: String(position),
  entryId: null,
  reason: 'this seal is missing',
});

function badHead(ctx: PaymentCtx, head: Link & { mac: Buffer | null }, last: Link): Bad | null {
  const bad = (reason: string): Bad => ({ position: String(head.position), entryId: null, reason });
  if (!head.hash.equals(last.hash)) return bad('the end of the chain is not what was kept of it');
  if (head.position > 0n && !(head.mac && sameBytes(head.mac, headMac(ctx, head))))
    return bad('the end of the chain was not written by this platform');
  return null;
}

async function readSealed(ctx: PaymentCtx, after: bigint, until: bigint): Promise<Sealed[]> {
  const seals = await ctx.db.many({
    position: col.bigint,
    entry_id: col.uuid,
    previous_hash: col.bytes,
    hash: col.bytes,
  })`
    select position, entry_id, previous_hash, hash from journal_seals
    where position > ${after} and position <= ${until} order by position`;
  const entries = await readEntries(
    ctx,
    seals.map(({ entry_id }) => entry_id),
  );
  return seals.map(({ position, entry_id, previous_hash, hash }) => {
    const found = entries.get(entry_id);
    return {
      position,
      entryId: entry_id,
      previousHash: previous_hash,
      hash,
      storedHash: found?.storedHash ?? null,
      entry: found?.entry ?? null,
    };
  });
}

async function readEntries(ctx: PaymentCtx, ids: readonly string[]) {
  const rows = await ctx.db.many(entryRow)`
    select e.id, e.at, e.kind, e.source, e.source_id, e.payment_id, e.order_id, e.content_hash,
           (select jsonb_agg(jsonb_build_object(
                     'account', p.account, 'currency', p.currency, 'amount', p.amount::text, 'ruleId', p.rule_id,
                     'ruleVersion', p.rule_version) order by p.line)
            from postings p where p.entry_id = e.id) as postings
    from journal_entries e where e.id = any(${ids}::uuid[])`;
  return new Map(rows.map(found => [found.id, { entry: toEntry(found), storedHash: found.content_hash }]));
}

const toEntry = (found: {
  id: string;
  at: string;
  kind: string;
  source: string;
  source_id: string;
  payment_id: string | null;
  order_id: string | null;
  postings: LineText[] | null;
}): Entry => ({
  id: found.id,
  at: found.at,
  kind: found.kind,
  source: found.source,
  sourceId: found.source_id,
  paymentId: found.payment_id,
  orderId: found.order_id,
  lines: (found.postings ?? []).map(line => ({ ...line, amount: BigInt(line.amount) })),
});

/** The first entry that is in no seal: one that waits for its turn is fine by itself, an old one was kept out. */
async function firstOutside(ctx: PaymentCtx): Promise<Bad | null> {
  const outside = await ctx.db.many({ id: col.uuid, at: col.instant, waiting: col.bool })`
    select e.id, e.at, exists (select from journal_unsealed u where u.entry_id = e.id) as waiting
    from journal_entries e
    where not exists (select from journal_seals s where s.entry_id = e.id)
    order by e.id limit 1000`;
  const entries = await readEntries(
    ctx,
    outside.map(({ id }) => id),
  );
  const late = minus(ctx.now(), sealedWithin);
  for (const { id, at, waiting } of outside) {
    const { entry, storedHash } = entries.get(id)!;
    const wrong = badEntry(entry, storedHash, sha256);
    if (wrong) return { position: null, entryId: id, reason: wrong };
    if (!waiting || at < late) return { position: null, entryId: id, reason: 'it is not in the chain' };
  }
  return null;
}
