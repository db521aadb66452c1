// What profile itself keeps about somebody.

import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import type { ProfileCtx } from '../definition.ts';
import { addressRow, showAddress } from '../queries/addresses.ts';
import { profileOf } from '../queries/show.ts';

/** Everything of somebody that stands in these tables. */
export async function ownData(ctx: ProfileCtx, userId: string): Promise<PersonalData> {
  const known = await ctx.db.run`select from user_profiles where user_id = ${userId}`;
  if (known === 0) return {};
  const { rest } = await ctx.db.one({ rest: col.json<PersonalData>() })`
    select jsonb_build_object(
      'preferences', (select coalesce(jsonb_agg(to_jsonb(x)), '[]') from user_preferences x where user_id = ${userId}),
      'cards', (select coalesce(jsonb_agg(to_jsonb(x)), '[]') from payment_methods x where user_id = ${userId}),
      'wishes', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]')
                 from wishlist_items x where user_id = ${userId})) as rest`;
  const addresses = await ctx.db.many(addressRow)`
    select ${addressRow} from addresses where user_id = ${userId} order by created_at, id`;
  return {
    profile: [await profileOf(ctx, ctx.db, userId)],
    addresses: addresses.map(found => showAddress(ctx, found)),
    ...rest,
  };
}
