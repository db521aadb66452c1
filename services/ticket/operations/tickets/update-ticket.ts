import { changeTicket, save } from '../../change/change.ts';
import { type Change, note } from '../../change/record.ts';
import { ticketService } from '../../definition.ts';
import { underSla } from '../../domain/sla.ts';
import { requireAsset } from '../../queries/assets.ts';
import { seeTicket, ticketOf } from '../../queries/cards.ts';
import { slaOfCategory } from '../../queries/categories.ts';

export const updateTicket = ticketService.operation('updateTicket', async (ctx, input, call) => {
  const { ticketId, expectedVersion, title, categoryId, urgent, assetId } = input;
  const seen = await seeTicket(ctx, call, ticketId, ['staff']);
  return changeTicket(ctx, call, seen, expectedVersion, async change => {
    const wanted = {
      ...(title !== undefined && { title }),
      ...(categoryId !== undefined && { category_id: categoryId }),
      ...(urgent !== undefined && { urgent }),
      ...(assetId !== undefined && { asset_id: assetId }),
    };
    const { ticket } = change;
    const changed = Object.entries(wanted).filter(([field, value]) => ticket[field as keyof typeof wanted] !== value);
    if (changed.length === 0) return ticketOf(change.tx, ticketId);
    if (assetId) await requireAsset(change.tx, assetId, seen.buildingId);
    change.ticket = { ...ticket, ...wanted };
    if (changed.some(([field]) => field === 'category_id' || field === 'urgent')) await promiseAnew(change);
    note(change, 'changed', Object.fromEntries(changed.map(([field, value]) => [wireNames[field]!, value])));
    return save(change);
  });
});

const wireNames: Record<string, string> = {
  title: 'title',
  category_id: 'categoryId',
  urgent: 'urgent',
  asset_id: 'assetId',
};

/** Another promise holds for the ticket; its clocks keep what they have counted. */
async function promiseAnew(change: Change): Promise<void> {
  const { category_id, building_id, urgent } = change.ticket;
  const sla = await slaOfCategory(change.tx, category_id, building_id);
  change.clocks = underSla(change.clocks, sla, urgent, change.promises);
}
