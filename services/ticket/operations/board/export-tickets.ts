import { csvLines } from '#kernel/csv';
import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { ticketService } from '../../definition.ts';
import { matching } from '../../queries/filters.ts';

const shape = {
  id: col.uuid,
  reference: col.text,
  status: col.text,
  urgent: col.bool,
  title: col.text,
  description: col.text,
  unit_label: col.text.orNull,
  place: col.json<{ text: string }>().orNull,
  tags: col.texts,
  assignee_id: col.uuid.orNull,
  breached: col.bool,
  opened_at: col.instant,
  due_at: col.instant.orNull,
  resolved_at: col.instant.orNull,
  closed_at: col.instant.orNull,
  close_reason: col.text.orNull,
};
const exportRow = row(shape, 't');
type ExportRow = RowOf<typeof shape> & { category: string };

const cells: Record<string, (found: ExportRow) => string> = {
  reference: found => found.reference,
  status: found => found.status,
  urgent: found => String(found.urgent),
  category: found => found.category,
  title: found => found.title,
  description: found => found.description,
  where: found => found.unit_label ?? found.place?.text ?? '',
  tags: found => found.tags.join(' '),
  assignee: found => found.assignee_id ?? '',
  breached: found => String(found.breached),
  opened_at: found => found.opened_at,
  due_at: found => found.due_at ?? '',
  resolved_at: found => found.resolved_at ?? '',
  closed_at: found => found.closed_at ?? '',
  close_reason: found => found.close_reason ?? '',
};

const batchSize = 1_000;
const maxRows = 20_000;
/** Without it spreadsheets take the text for the code page of the machine. */
const byteOrderMark = '\ufeff';

export const exportTickets = ticketService.operation('exportTickets', async (ctx, input) => {
  const { buildingId, status, from, to, ...filters } = input;
  const parts = [byteOrderMark, csvLines([Object.keys(cells)])];
  let last: ExportRow | undefined;
  for (let count = 0; ; ) {
    const rows: ExportRow[] = await ctx.db.many({ ...exportRow, category: col.text })`
      select ${exportRow},
             (select string_agg(a.name, ' / ' order by cardinality(a.path))
              from categories c join categories a on a.id = any(c.path) where c.id = t.category_id) as category
      from ticket_cards t
      where t.building_id = ${buildingId} ${matching(filters)}
        ${status ? sql`and t.status = ${status}` : nothing}
        ${from ? sql`and t.opened_at >= ${from}` : nothing}
        ${to ? sql`and t.opened_at < ${to}` : nothing}
        ${last ? sql`and (t.opened_at, t.id) > (${last.opened_at}, ${last.id})` : nothing}
      order by t.opened_at, t.id limit ${batchSize}`;
    parts.push(csvLines(rows.map(found => Object.values(cells).map(show => show(found)))));
    count += rows.length;
    last = rows.at(-1);
    if (rows.length < batchSize) break;
    if (count >= maxRows) fail('failed_precondition', `More than ${maxRows} tickets: narrow it with from and to.`);
  }
  return { mime: 'text/csv; charset=utf-8', content: parts.join(''), filename: 'tickets.csv' };
});
