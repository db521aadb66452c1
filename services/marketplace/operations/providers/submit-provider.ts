import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { marketplaceService } from '../../definition.ts';
import { dayAt } from '../../domain/calendar.ts';
import { lapsedKinds, maySubmit } from '../../domain/provider.ts';
import { providerSubmitted } from '../../events.ts';
import { areasOf, eventAbout, lockProvider, providerRow, requireOwn, toProvider } from '../../queries/providers.ts';

export const submitProvider = marketplaceService.operation('submitProvider', async (ctx, { providerId }, call) =>
  ctx.db.transaction(async tx => {
    const provider = requireOwn(call, await lockProvider(tx, providerId));
    if (!maySubmit(provider.state))
      fail('failed_precondition', `It is ${provider.state} already.`, { reason: 'wrong_state' });
    const papers = await tx.many({ kind: col.text, expiresOn: col.date.orNull })`
      select kind, expires_on as "expiresOn" from provider_documents where provider_id = ${providerId}`;
    const lapsed = lapsedKinds(papers, dayAt(provider.zone, ctx.now()));
    const holds = (kind: string) => papers.some(paper => paper.kind === kind) && !lapsed.includes(kind);
    if (!holds('identity') || !(holds('trade_licence') || holds('insurance')))
      fail('failed_precondition', 'Add a document of identity and a trade licence or an insurance that hold today.', {
        reason: 'papers_missing',
      });
    const submitted = await tx.one(providerRow)`
      update providers p set state = 'submitted', reason = null, submitted_at = ${ctx.now()}, version = version + 1
      where id = ${providerId} returning ${providerRow}`;
    const buildingIds = await areasOf(tx, providerId);
    await ctx.publish(tx, providerSubmitted, { ...eventAbout(submitted), submission: submitted.version, buildingIds });
    return toProvider(ctx, submitted, true);
  }),
);
