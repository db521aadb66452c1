import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import { marketplaceService } from '../definition.ts';
import { phonePlace } from '../queries/providers.ts';

/** What is sealed is readable in the answer; what only payment can use is left out. */
export const exportPersonalData = marketplaceService.operation('exportPersonalData', async (ctx, { userId }) => {
  const { kept } = await ctx.db.one({ kept: col.json<PersonalData>() })`
    select jsonb_build_object(
      'homes', (select coalesce(jsonb_agg(to_jsonb(x) order by x.unit_id), '[]') from residents x where x.user_id = ${userId}),
      'providers', (select coalesce(jsonb_agg(to_jsonb(x) - 'phone' order by x.created_at), '[]') from providers x where x.owner_id = ${userId}),
      'documents', (select coalesce(jsonb_agg(to_jsonb(x) - 'claim' order by x.created_at), '[]') from provider_documents x join providers p on p.id = x.provider_id where p.owner_id = ${userId}),
      'quoteRequests', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from quote_requests x where x.user_id = ${userId}),
      'messages', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from quote_messages x where x.author_id = ${userId}),
      'jobs', (select coalesce(jsonb_agg(to_jsonb(x) - array['bill_to', 'payment_method', 'action_url', 'last_error'] order by x.accepted_at), '[]') from job_bookings x where x.user_id = ${userId}),
      'jobHistory', (select coalesce(jsonb_agg(to_jsonb(x) order by x.at), '[]') from job_history x where x.by_user = ${userId}),
      'files', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from job_files x where x.added_by = ${userId}),
      'disputes', (select coalesce(jsonb_agg(to_jsonb(x) order by x.opened_at), '[]') from disputes x where ${userId}::uuid in (x.opened_by, x.decided_by)),
      'warrantyClaims', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from warranty_claims x where x.user_id = ${userId})) as kept`;
  const phones = await ctx.db.many({ id: col.uuid, phone: col.bytes })`
    select id, phone from providers where owner_id = ${userId} and phone is not null`;
  const phoneOf = new Map(phones.map(({ id, phone }) => [id, ctx.cipher.open(phone, phonePlace(id))]));
  const providers = kept.providers!.map(each => ({ ...each, phone: phoneOf.get(each.id as string) ?? null }));
  return { ...kept, providers };
});
