import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { buildingService } from '../../definition.ts';

export const withdrawRegistration = buildingService.operation('withdrawRegistration', async (ctx, input, call) => {
  const found =
    (await ctx.db.maybe({ user_id: col.uuid })`
      select user_id from property_registrations where id = ${input.registrationId}`) ??
    fail('not_found', 'no such registration');
  call.require(found.user_id === call.userId, 'no such registration');
  const withdrawn = await ctx.db.run`
    update property_registrations set state = 'withdrawn' where id = ${input.registrationId} and state = 'waiting'`;
  if (withdrawn === 0) fail('conflict', 'This registration is no longer waiting.', { reason: 'decided_already' });
});
