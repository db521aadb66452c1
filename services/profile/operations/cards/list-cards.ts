import { profileService } from '../../definition.ts';
import { cardRow, showCard } from '../../queries/cards.ts';

export const listCards = profileService.operation('listCards', async (ctx, _input, { userId }) => {
  const rows = await ctx.db.many(cardRow)`
    select ${cardRow} from payment_methods where user_id = ${userId} order by preferred desc, method_id`;
  return { items: rows.map(showCard) };
});
