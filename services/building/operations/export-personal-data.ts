import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import { buildingService } from '../definition.ts';
import { registrationRow, showRegistration } from '../queries/registrations.ts';
import { numberPlace } from '../queries/verifications.ts';

export const exportPersonalData = buildingService.operation('exportPersonalData', async (ctx, { userId }) => {
  const { kept } = await ctx.db.one({ kept: col.json<PersonalData>() })`
    select jsonb_build_object(
      'homes', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]')
                from unit_memberships x where x.user_id = ${userId}),
      'moveOuts', (select coalesce(jsonb_agg(to_jsonb(x) order by x.vacated_at), '[]')
                   from move_outs x where x.user_id = ${userId} or x.moved_out_by = ${userId}),
      'requests', (select coalesce(jsonb_agg(to_jsonb(x) - 'document_number_sealed' order by x.created_at), '[]')
                   from verification_requests x where x.user_id = ${userId})) as kept`;
  const numbers = await ctx.db.many({ id: col.uuid, sealed: col.bytes })`
    select id, document_number_sealed as sealed from verification_requests
    where user_id = ${userId} and document_number_sealed is not null order by id`;
  const registrations = await ctx.db.many(registrationRow)`
    select ${registrationRow} from property_registrations r where r.user_id = ${userId} order by r.created_at, r.id`;
  return {
    ...kept,
    documentNumbers: numbers.map(({ id, sealed }) => ({
      requestId: id,
      number: ctx.cipher.open(sealed, numberPlace(id)),
    })),
    registrations: registrations.map(showRegistration(ctx)),
  };
});
