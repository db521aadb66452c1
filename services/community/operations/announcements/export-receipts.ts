import { csvLines } from '#kernel/csv';
import { communityService } from '../../definition.ts';
import { namesOf, type ReceiptRow, receiptRows, seeReceipts } from '../../queries/receipts.ts';

const columns = ['user_id', 'name', 'homes', 'acknowledged_at'];
const batchSize = 1_000;
/** Without it spreadsheets take the text for the code page of the machine. */
const byteOrderMark = '\ufeff';

export const exportReceipts = communityService.operation('exportReceipts', async (ctx, { postId }, call) => {
  await seeReceipts(ctx, call, postId);
  const parts = [byteOrderMark, csvLines([columns])];
  let last: string | null = null;
  for (;;) {
    const rows: ReceiptRow[] = await receiptRows(ctx.db, postId, { after: last, limit: batchSize });
    const names = await namesOf(
      ctx,
      rows.map(({ user_id }) => user_id),
    );
    parts.push(
      csvLines(
        rows.map(({ user_id, homes, acknowledged_at }) => [
          user_id,
          names.get(user_id) ?? '',
          homes.join(' '),
          acknowledged_at ?? '',
        ]),
      ),
    );
    if (rows.length < batchSize) break;
    last = rows.at(-1)!.user_id;
  }
  return { mime: 'text/csv; charset=utf-8', content: parts.join(''), filename: 'receipts.csv' };
});
