import { col } from '#kernel/sql/columns';
import { iamService } from '../definition.ts';

const session = {
  id: col.uuid,
  method: col.text,
  user_agent: col.text.orNull,
  ip: col.text.orNull,
  created_at: col.instant,
  last_used_at: col.instant,
  expires_at: col.instant,
};
const shownAtMost = 100;

export const listSessions = iamService.operation('listSessions', async (ctx, _input, call) => {
  const rows = await ctx.db.many(session)`
    select id, method, user_agent, ip, created_at, last_used_at, expires_at from sessions
    where user_id = ${call.userId} and ended_at is null and expires_at > ${ctx.now()}
    order by last_used_at desc, id desc limit ${shownAtMost}`;
  return {
    items: rows.map(found => ({
      id: found.id,
      current: found.id === call.user!.sessionId,
      method: found.method,
      userAgent: found.user_agent,
      ip: found.ip,
      createdAt: found.created_at,
      lastUsedAt: found.last_used_at,
      expiresAt: found.expires_at,
    })),
  };
});
