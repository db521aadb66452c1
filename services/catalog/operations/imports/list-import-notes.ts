import { z } from 'zod';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { catalogService } from '../../definition.ts';
import { findImport } from '../../queries/own.ts';

const noteRow = { line: col.int, number: col.int, reason: col.text, message: col.text, left_out: col.bool };

export const listImportNotes = catalogService.operation('listImportNotes', async (ctx, input, call) => {
  const { importId, limit } = input;
  await findImport(ctx.db, call, importId);
  const after = afterCursor(input.cursor, [z.int(), z.int()]);
  const rows = await ctx.db.many(noteRow)`
    select line, number, reason, message, left_out from product_import_notes
    where import_id = ${importId} ${after ? sql`and (line, number) > (${after[0]}::int, ${after[1]}::int)` : nothing}
    order by line, number limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    row => [row.line, row.number],
    ({ line, reason, message, left_out: leftOut }) => ({ line, reason, message, leftOut }),
  );
});
