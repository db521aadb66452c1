// What the board, its counts and the export show, by the same filters.

import type { z } from 'zod';
import { join, nothing, sql } from '#kernel/sql/tag';
import type { filterInput } from '../contract/wire.ts';
import { prefixQuery } from '../domain/search.ts';

type Filters = { [K in keyof typeof filterInput]?: z.output<(typeof filterInput)[K]> };

/** The conditions on a ticket `t`, each beginning with `and`. */
export const matching = (filters: Filters) => {
  const { categoryId, assigneeId, unassigned, tag, breached, urgent, unitId, assetId, incidentId, text } = filters;
  const parts = [
    categoryId && sql`and t.category_id in (select id from categories where path @> array[${categoryId}::uuid])`,
    assigneeId && sql`and t.assignee_id = ${assigneeId}`,
    unassigned && sql`and t.assignee_id is null`,
    tag && sql`and ${tag} = any(t.tags)`,
    breached !== undefined && sql`and t.breached = ${breached}`,
    urgent !== undefined && sql`and t.urgent = ${urgent}`,
    unitId && sql`and t.unit_id = ${unitId}`,
    assetId && sql`and t.asset_id = ${assetId}`,
    incidentId && sql`and t.incident_id = ${incidentId}`,
    text && textCondition(text),
  ].filter(part => typeof part === 'object');
  return parts.length > 0 ? join(parts, ' ') : nothing;
};

function textCondition(text: string) {
  const query = prefixQuery(text);
  if (query === null) return sql`and false`;
  return sql`and (t.search @@ to_tsquery('simple', ${query}) or t.reference ilike ${`%${escapeLike(text)}%`})`;
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
