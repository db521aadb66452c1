import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import { paymentService } from '../../definition.ts';

/** What was paid stays in the books for as long as the law asks; the tokens of cards are of use to nobody but us. */
export const exportPersonalData = paymentService.operation('exportPersonalData', async (ctx, { userId }) => {
  const { kept } = await ctx.db.one({ kept: col.json<PersonalData>() })`
    select jsonb_build_object(
      'payments', (select coalesce(jsonb_agg(to_jsonb(x) - array['action_url', 'provider_ref'] order by x.created_at), '[]')
                   from payments x where x.payer_id = ${userId}),
      'invoices', (select coalesce(jsonb_agg(to_jsonb(x) - 'bill_to' order by x.created_at), '[]')
                   from invoices x where x.payer_id = ${userId}),
      'cards', (select coalesce(jsonb_agg(to_jsonb(x) - array['token', 'token_index'] order by x.created_at), '[]')
                from payment_methods x where x.user_id = ${userId}),
      'credit', (select coalesce(jsonb_agg(to_jsonb(x)), '[]') from store_credits x where x.user_id = ${userId})) as kept`;
  return kept;
});
