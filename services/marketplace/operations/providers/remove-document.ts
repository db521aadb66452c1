import { col } from '#kernel/sql/columns';
import { marketplaceService } from '../../definition.ts';
import { actsFor } from '../../queries/providers.ts';

export const removeDocument = marketplaceService.operation('removeDocument', async (ctx, { documentId }, call) =>
  ctx.db.transaction(async tx => {
    const found = await tx.maybe({ provider_id: col.uuid, owner_id: col.uuid.orNull })`
      select d.provider_id, p.owner_id from provider_documents d join providers p on p.id = d.provider_id
      where d.id = ${documentId} for update of d`;
    call.require(found !== null && actsFor(call, found), 'There is no such document.');
    await tx.run`
      with gone as (delete from provider_documents where id = ${documentId} returning claim)
      insert into released_claims (claim, since) select claim, ${ctx.now()} from gone on conflict do nothing`;
  }),
);
