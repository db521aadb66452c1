// Papers that expire: a reminder before, and no more work after.

import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import type { MarketplaceCtx } from '../definition.ts';
import { dayAt } from '../domain/calendar.ts';
import { lapsedKinds } from '../domain/provider.ts';
import { documentExpiring, providerSuspended } from '../events.ts';
import { eventAbout, lockProvider } from '../queries/providers.ts';

const perRun = 500;

/** The kinds of paper of which a provider has none that holds any more. */
export async function lapsedOf(
  db: Queries,
  { id, zone }: { id: string; zone: string },
  now: Instant,
): Promise<string[]> {
  const papers = await db.many({ kind: col.text, expiresOn: col.date.orNull })`
    select kind, expires_on as "expiresOn" from provider_documents where provider_id = ${id}`;
  return lapsedKinds(papers, dayAt(zone, now));
}

/** Reminds of papers of which no later one is there, each once. */
export async function remindOfDocuments(ctx: MarketplaceCtx): Promise<void> {
  const until = instantAt(epochMs(ctx.now()) + ctx.config.documentDays * 86_400_000).slice(0, 10);
  await ctx.db.transaction(async tx => {
    const due = await tx.many({ id: col.uuid, provider_id: col.uuid, kind: col.text, expires_on: col.date })`
      update provider_documents d set reminded_at = ${ctx.now()}
      where d.id in (
        select x.id from provider_documents x
        where x.reminded_at is null and x.expires_on <= ${until}::date
          and not exists (
            select from provider_documents y
            where y.provider_id = x.provider_id and y.kind = x.kind
              and (y.expires_on is null or y.expires_on > x.expires_on))
        order by x.id limit ${perRun} for update skip locked)
      returning d.id, d.provider_id, d.kind, d.expires_on`;
    for (const { id: documentId, provider_id, kind, expires_on: expiresOn } of due) {
      const provider = (await lockProvider(tx, provider_id))!;
      if (provider.owner_id === null) continue;
      await ctx.publish(tx, documentExpiring, { ...eventAbout(provider), documentId, kind, expiresOn });
    }
  });
}

/** Suspends those of whom a kind of paper has expired; what is booked stays. */
export async function suspendLapsed(ctx: MarketplaceCtx): Promise<void> {
  // A day goes on somewhere for half a day after it is over in UTC.
  const before = instantAt(epochMs(ctx.now()) + 43_200_000).slice(0, 10);
  const suspects = await ctx.db.many({ id: col.uuid })`
    select distinct p.id from providers p join provider_documents d on d.provider_id = p.id
    where p.state in ('submitted', 'verified') and d.expires_on < ${before}::date limit ${perRun}`;
  for (const { id } of suspects)
    await ctx.db.transaction(async tx => {
      const provider = (await lockProvider(tx, id))!;
      const working = provider.state === 'submitted' || provider.state === 'verified';
      if (!working || (await lapsedOf(tx, provider, ctx.now())).length === 0) return;
      await tx.run`
        update providers set state = 'suspended', reason = 'document_expired', version = version + 1 where id = ${id}`;
      const why = { cause: 'document_expired', reason: 'document_expired' } as const;
      await ctx.publish(tx, providerSuspended, { ...eventAbout(provider), ...why });
    });
}
