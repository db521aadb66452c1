import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { marketplaceService } from '../../definition.ts';
import { toWindow, windowRow } from '../../queries/calendar.ts';
import { lockProvider, requireOwn } from '../../queries/providers.ts';

const maxWindows = 200;

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

export const addWindow = marketplaceService.operation('addWindow', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { providerId, kind, weekday = null, from, to, firstDay = null, lastDay = null } = input;
    requireOwn(call, await lockProvider(tx, providerId));
    requireWhole(input);
    const { count } = await tx.one({ count: col.int })`
      select count(*)::int as count from availability_windows where provider_id = ${providerId}`;
    if (count >= maxWindows) fail('failed_precondition', 'Take windows back first.', { reason: 'too_many_windows' });
    const made = await tx.one(windowRow)`
      insert into availability_windows (id, provider_id, kind, weekday, from_minute, to_minute, first_day, last_day,
                                        created_at)
      values (${ctx.id()}, ${providerId}, ${kind}, ${weekday}, ${from ? minuteOf(from) : null},
              ${to ? minuteOf(to) : null}, ${firstDay}, ${lastDay}, ${ctx.now()})
      returning ${windowRow}`;
    return toWindow(made);
  }),
);

interface Wanted {
  kind: 'open' | 'closed';
  weekday?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
  firstDay?: string | undefined;
  lastDay?: string | undefined;
}

/** Raises `invalid_argument` for a window of which a part is missing or too much. */
function requireWhole({ kind, weekday, from, to, firstDay, lastDay }: Wanted): void {
  if (kind === 'open' && (weekday === undefined || !from || !to || to <= from))
    fail('invalid_argument', 'An open window has a weekday and a time from which to a later one.');
  if (kind === 'closed' && (!firstDay || !lastDay || weekday !== undefined || from !== undefined || to !== undefined))
    fail('invalid_argument', 'Days off have a first and a last day, and nothing else.');
  if (firstDay && lastDay && lastDay < firstDay) fail('invalid_argument', 'The last day comes after the first.');
}
