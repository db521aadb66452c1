import { z } from 'zod';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { auditRow, toAuditEntry } from '../audit.ts';
import { iamService } from '../definition.ts';

export const listAuditLog = iamService.operation('listAuditLog', async (ctx, { userId, action, limit, cursor }) => {
  const after = afterCursor(cursor, [z.int()]);
  const rows = await ctx.db.many(auditRow)`
    select ${auditRow} from security_audit_logs
    where true
      ${userId ? sql`and user_id = ${userId}` : nothing}
      ${action ? sql`and action = ${action}` : nothing}
      ${after ? sql`and sequence < ${after[0]}` : nothing}
    order by sequence desc limit ${limit + 1}`;
  return toPage(rows, limit, found => [Number(found.sequence)], toAuditEntry);
});
