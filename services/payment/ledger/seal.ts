// The loop `seal`: appends new entries to the ledger's chain, in blocks. Why not in each capture: docs/decisions/0010.

import { sha256 } from '#kernel/security/digest';
import { col } from '#kernel/sql/columns';
import type { PaymentCtx } from '../definition.ts';
import { type Link, sealHash } from '../domain/chain.ts';

const blockSize = 500;

/** A keyed hash of the chain's end, which nobody can make with the database alone. */
export const headMac = (ctx: PaymentCtx, { position, hash }: Link): Buffer =>
  ctx.cipher.blindIndex(`ledger-head:${position}:${hash.toString('hex')}`);

/** One turn; true if there was anything to seal. The head's lock keeps one sealer at a time, even while two processes
 * believe that they lead. */
export const sealBlock = (ctx: PaymentCtx): Promise<boolean> =>
  ctx.db.transaction(async tx => {
    const head = await tx.one({ position: col.bigint, hash: col.bytes })`
      select position, hash from journal_head for update`;
    const waiting = await tx.many({ id: col.uuid, content_hash: col.bytes })`
      select e.id, e.content_hash from journal_unsealed u join journal_entries e on e.id = u.entry_id
      order by e.id limit ${blockSize}`;
    if (waiting.length === 0) return false;
    let last: Link = head;
    const seals = waiting.map(({ id, content_hash }) => {
      const previous = last;
      last = { position: previous.position + 1n, hash: sealHash(previous, id, content_hash, sha256) };
      return { id, previous: previous.hash, ...last };
    });
    await tx.run`
      insert into journal_seals (position, entry_id, previous_hash, hash, sealed_at)
      select s.position, s.id, s.previous, s.hash, ${ctx.now()}
      from unnest(${seals.map(s => s.position)}::bigint[], ${seals.map(s => s.id)}::uuid[],
                  ${seals.map(s => s.previous)}::bytea[], ${seals.map(s => s.hash)}::bytea[])
        as s (position, id, previous, hash)`;
    await tx.run`update journal_head set position = ${last.position}, hash = ${last.hash}, mac = ${headMac(ctx, last)}`;
    await tx.run`delete from journal_unsealed where entry_id = any(${waiting.map(({ id }) => id)}::uuid[])`;
    return true;
  });
