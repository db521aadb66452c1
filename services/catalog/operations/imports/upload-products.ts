import { sha256 } from '#kernel/security/digest';
import { catalogService } from '../../definition.ts';
import { beginImport, showImport } from '../../import/run.ts';

// It takes no idempotency key: the same file, sent again while it is read, is the same import.
export const uploadProducts = catalogService.operation('uploadProducts', async (ctx, input) => {
  const { vendorId, currency, fileName, content } = input;
  const hash = sha256(content);
  return ctx.db.transaction(async tx => {
    const begun = await beginImport(ctx, tx, { vendorId, fileName, hash, byteCount: content.length, currency });
    await tx.run`
      insert into product_import_files (import_id, content) values (${begun.id}, ${Buffer.from(content)})
      on conflict do nothing`;
    tx.afterCommit(() => ctx.wake('read-uploads'));
    return showImport(begun);
  });
});
