import { fail } from '#kernel/errors';
import { buildingService } from '../../definition.ts';
import { addressKey, registrationRow, sealDetails, showRegistration } from '../../queries/registrations.ts';

export const registerProperty = buildingService.operation('registerProperty', async (ctx, input, call) => {
  const { buildingCode, address, unitLabel, note } = input;
  if (buildingCode === null && address === null)
    fail('invalid_argument', 'Give the code of the building, its address, or both.');
  const id = ctx.id();
  const key = address && addressKey(ctx, address);
  return ctx.db.transaction(async tx => {
    const added = await tx.one(registrationRow)`
      insert into property_registrations as r (id, user_id, building_code, address_key, details_sealed, state, created_at)
      values (${id}, ${call.userId}, ${buildingCode}, ${key}, ${sealDetails(ctx, id, { address, unitLabel, note })},
              'waiting', ${ctx.now()})
      returning ${registrationRow}`;
    return showRegistration(ctx)(added);
  });
});
