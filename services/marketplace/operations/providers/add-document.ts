import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { marketplaceService } from '../../definition.ts';
import { dayAt } from '../../domain/calendar.ts';
import { providerSubmitted } from '../../events.ts';
import { documentRow, toDocument } from '../../queries/documents.ts';
import { linksTo, withFiles } from '../../queries/files.ts';
import { areasOf, eventAbout, lockProvider, ownProvider } from '../../queries/providers.ts';
import { lapsedOf } from '../../sweeps/documents.ts';

const maxDocuments = 30;

/** Whoever was suspended since a paper expired waits to be looked at again once all hold. */
export const addDocument = marketplaceService.operation('addDocument', async (ctx, input, call) => {
  const { providerId, kind, fileId, expiresOn } = input;
  const { zone } = await ownProvider(ctx.db, call, providerId);
  if (expiresOn !== null && expiresOn < dayAt(zone, ctx.now()))
    fail('failed_precondition', 'This paper has expired already.', { reason: 'document_expired' });
  const links = await linksTo(ctx, [fileId]);
  return withFiles(ctx, call, 'addDocument', [fileId], ({ claim, files }) =>
    ctx.db.transaction(async tx => {
      const provider = (await lockProvider(tx, providerId))!;
      const { count } = await tx.one({ count: col.int })`
        select count(*)::int as count from provider_documents where provider_id = ${providerId}`;
      if (count >= maxDocuments)
        fail('failed_precondition', 'Take papers back that hold no more first.', { reason: 'too_many_documents' });
      const made = await tx.one(documentRow)`
        insert into provider_documents (id, provider_id, kind, file_id, mime, claim, expires_on, created_at)
        values (${ctx.id()}, ${providerId}, ${kind}, ${fileId}, ${files[0]!.mime}, ${claim}, ${expiresOn}, ${ctx.now()})
        returning ${documentRow}`;
      if (provider.state === 'suspended' && provider.reason === 'document_expired') {
        if ((await lapsedOf(tx, provider, ctx.now())).length === 0) {
          await tx.run`
            update providers set state = 'submitted', reason = null, submitted_at = ${ctx.now()}, version = version + 1
            where id = ${providerId}`;
          const about = { ...eventAbout(provider), submission: provider.version + 1 };
          await ctx.publish(tx, providerSubmitted, { ...about, buildingIds: await areasOf(tx, providerId) });
        }
      }
      return toDocument(made, links.get(fileId)?.url ?? null);
    }),
  );
});
