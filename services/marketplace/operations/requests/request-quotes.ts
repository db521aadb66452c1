import type { Call } from '#kernel/call';
import type { ParsedOf } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { json, sql } from '#kernel/sql/tag';
import { epochMs, instantAt } from '#kernel/time';
import type { marketplace } from '../../contract.ts';
import { type MarketplaceCtx, marketplaceService } from '../../definition.ts';
import { quoteRequested } from '../../events.ts';
import { withFiles } from '../../queries/files.ts';
import { type ListingRow, listingsWhere, offeredIn } from '../../queries/listings.ts';
import { eventAbout, findRequest, invitedTo, toRequest } from '../../queries/requests.ts';
import { homeOf } from '../../queries/residents.ts';

type Input = ParsedOf<(typeof marketplace)['endpoints']['requestQuotes']>;

const maxInvited = 20;
const maxPhotos = 20;

export const requestQuotes = marketplaceService.operation('requestQuotes', async (ctx, input, call) => {
  const { buildingId, category } = input;
  const asked = await readAsked(ctx, call, input);
  const { name, zone } = await ctx.clients.building.getBuilding({ buildingId });
  const { label } = await ctx.clients.building.getUnit({ unitId: asked.unitId });
  const listings = await whomToAsk(ctx, input);
  return withFiles(ctx, call, 'requestQuotes', input.fileIds, ({ claim, files }) =>
    ctx.db.transaction(async tx => {
      const id = ctx.id();
      const expiresAt = instantAt(epochMs(ctx.now()) + ctx.config.requestDays * 86_400_000);
      await tx.run`
        insert into quote_requests (id, building_id, unit_id, user_id, ticket_id, category, title, description, building,
                                    unit, zone, state, expires_at, created_at)
        values (${id}, ${buildingId}, ${asked.unitId}, ${call.userId}, ${input.ticketId ?? null}, ${category},
                ${asked.title}, ${asked.description}, ${name}, ${label}, ${zone}, 'open', ${expiresAt}, ${ctx.now()})`;
      const photos = [
        ...asked.photos.map(photo => ({ ...photo, claim: null })),
        ...files.map(file => ({ ...file, claim })),
      ].map((file, position) => ({ ...file, position }));
      await tx.run`
        insert into request_files (request_id, file_id, mime, position, claim)
        select ${id}, f.id, f.mime, f.position, f.claim
        from jsonb_to_recordset(${json(photos)}::jsonb) as f (id uuid, mime text, position int, claim text)
        on conflict do nothing`;
      await tx.run`
        insert into quote_invitations (request_id, provider_id, listing_id)
        select distinct on (l.provider_id) ${id}::uuid, l.provider_id, l.id from listings l
        where l.id = any(${listings.map(listing => listing.id)}::uuid[]) order by l.provider_id, l.id`;
      const request = (await findRequest(tx, id))!;
      const invited = await invitedTo(tx, id);
      await ctx.publish(tx, quoteRequested, {
        ...eventAbout(request),
        ticketId: request.ticket_id,
        category,
        providerIds: invited.map(({ provider_id }) => provider_id),
        ownerIds: invited.flatMap(({ owner_id }) => owner_id ?? []),
      });
      return toRequest(request, false);
    }),
  );
});

/** What is asked: what is said here, else what stands on the ticket, with its photos. */
async function readAsked(ctx: MarketplaceCtx, call: Call, input: Input) {
  const { buildingId, ticketId } = input;
  const who = { userId: call.userId, buildingId };
  if (!ticketId) {
    const unitId = await homeOf(ctx.db, who, input.unitId);
    if (!input.title) fail('invalid_argument', 'Say what it is about: give a title, or a ticket.');
    return { unitId, title: input.title, description: input.description ?? '', photos: [] };
  }
  const ticket = await ctx.clients.ticket.getTicket({ ticketId }, call);
  if (ticket.unitId === null || ticket.buildingId !== buildingId)
    fail('failed_precondition', 'This ticket is not about your home: the management cares for it.', {
      reason: 'not_of_home',
    });
  const unitId = await homeOf(ctx.db, who, ticket.unitId);
  const { items } =
    ticket.fileIds.length > 0 ? await ctx.clients.ticket.listAttachments({ ticketId }, call) : { items: [] };
  return {
    unitId,
    title: input.title ?? ticket.title,
    description: input.description ?? ticket.description,
    photos: items.slice(0, maxPhotos).map(({ fileId, mime }) => ({ id: fileId, mime })),
  };
}

/** The listings that are named, or all of the category there, one of each provider. */
async function whomToAsk(ctx: MarketplaceCtx, { buildingId, category, listingIds }: Input): Promise<ListingRow[]> {
  const wanted =
    listingIds.length > 0
      ? sql`${offeredIn(buildingId)} and l.id = any(${listingIds}::uuid[])`
      : sql`${offeredIn(buildingId)} and l.category = ${category}`;
  const found = await listingsWhere(ctx.db, wanted, maxInvited);
  if (listingIds.length > 0 && found.length < new Set(listingIds).size)
    fail('not_found', 'One of these is not offered here.');
  if (found.length === 0)
    fail('failed_precondition', 'Nobody offers this in your building yet.', { reason: 'nobody_offers' });
  return found;
}
