import { fail } from '#kernel/errors';
import { bookingService } from '../../definition.ts';
import { daysOfRule } from '../../domain/rule-days.ts';
import { dayOf } from '../../domain/wall.ts';
import { resourceUpdated } from '../../events.ts';
import { findAsked, minuteOf, ruleRow, toRule } from '../../queries/resources.ts';

const maxRules = 200;

export const addRule = bookingService.operation('addRule', async (ctx, input, call) => {
  const { resourceId, kind, name, rrule, firstDay, lastDay } = input;
  const fromMinute = minuteOf(input.from);
  const until = minuteOf(input.to);
  const toMinute = until > fromMinute ? until : until + 1_440;
  return ctx.db.transaction(async tx => {
    await tx.run`select from resources where id = ${resourceId} for update`;
    const found = await findAsked(tx, resourceId);
    call.require(
      found !== null && call.can('manager', { building: found.building_id }),
      'There is no such thing to book.',
    );
    const known = found!;
    if (fromMinute === 1_440) fail('invalid_argument', 'A day begins at 00:00.');
    if (lastDay !== null && lastDay < firstDay) fail('invalid_argument', 'The last day is not before the first.');
    // Raises on what cannot be read, before it is kept.
    if (rrule !== null) daysOfRule(rrule, dayOf(firstDay), dayOf(firstDay), dayOf(firstDay) + 31);
    if (known.rules.length >= maxRules)
      fail('failed_precondition', `A thing has at most ${maxRules} rules: take one back.`, {
        reason: 'too_many_rules',
      });
    const made = await tx.one(ruleRow)`
      insert into availability_rules as a (id, resource_id, kind, name, rrule, first_day, last_day, from_minute,
                                           to_minute, created_at)
      values (${ctx.id()}, ${resourceId}, ${kind}, ${name}, ${rrule}, ${firstDay}, ${lastDay}, ${fromMinute},
              ${toMinute}, ${ctx.now()})
      returning ${ruleRow}`;
    await ctx.publish(tx, resourceUpdated, {
      resourceId,
      buildingId: known.building_id,
      name: known.name,
      state: known.state,
    });
    return toRule(made);
  });
});
