// Group buys as rows, and as people see them.

import { Id, Timestamp } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { afterCursor, type Page, toPage } from '#kernel/page';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { nothing, sql } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { GroupBuy, GroupBuyState, PledgeState } from '../contract/group-buys.ts';
import { priceAt, type Tier } from '../domain/group-buy.ts';
import { money } from '../money.ts';

const shape = {
  id: col.uuid,
  building_id: col.uuid,
  vendor_id: col.uuid,
  product_id: col.uuid,
  variant_id: col.uuid,
  slug: col.text,
  title: col.text,
  variant_title: col.text.orNull,
  image_url: col.text.orNull,
  currency: col.text,
  tiers: col.json<Tier[]>(),
  state: col.any<GroupBuyState>(),
  deadline: col.instant,
  pieces: col.int,
  amount: col.bigint.orNull,
  reason: col.any<NonNullable<GroupBuy['reason']>>().orNull,
  opened_by: col.uuid.orNull,
  created_at: col.instant,
  decided_at: col.instant.orNull,
};
export const groupBuyRow = row(shape, 'g');
export type GroupBuyRow = RowOf<typeof shape>;

const seenShape = {
  ...groupBuyRow,
  my_id: col.uuid.orNull,
  my_quantity: col.int.orNull,
  my_state: col.any<PledgeState>().orNull,
  my_agreed: col.bigint.orNull,
  my_order: col.uuid.orNull,
  my_reason: col.text.orNull,
  my_time: col.instant.orNull,
};
type SeenRow = RowOf<typeof seenShape>;

/** The columns of `seenShape` for somebody; a condition on `g` follows. */
const seenBy = (userId: string | null) => sql`
  select ${groupBuyRow}, p.id as my_id, p.quantity as my_quantity, p.state as my_state, p.agreed as my_agreed,
         p.order_id as my_order, p.reason as my_reason, p.created_at as my_time
  from group_buys g
  left join group_buy_pledges p on p.group_buy_id = g.id and p.user_id = ${userId}::uuid and p.state <> 'left'`;

const noSuch = (): never => fail('not_found', 'There is no such group buy.');

/** A group buy as somebody sees it. Raises `not_found`. */
export const findGroupBuy = async (db: Queries, groupBuyId: string, userId: string | null): Promise<SeenRow> =>
  (await db.maybe(seenShape)`${seenBy(userId)} where g.id = ${groupBuyId}`) ?? noSuch();

/** A group buy that nobody else joins, leaves or decides until the transaction ends. Raises `not_found`. */
export const lockGroupBuy = async (tx: Tx, groupBuyId: string): Promise<GroupBuyRow> =>
  (await tx.maybe(groupBuyRow)`select ${groupBuyRow} from group_buys g where g.id = ${groupBuyId} for update`) ??
  noSuch();

/** Raises `failed_precondition` with `group_buy_closed` where nobody can join or leave any more. */
export function requireOpen({ state, deadline }: GroupBuyRow, now: Instant): void {
  if (state !== 'open' || now >= deadline)
    fail('failed_precondition', 'This group buy is not open (any more).', { reason: 'group_buy_closed' });
}

interface Asked {
  state?: GroupBuyState | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** The group buys that a condition on `g` names, newest first. */
export async function pageOfGroupBuys(
  db: Queries,
  { state, limit, cursor }: Asked,
  whose: ReturnType<typeof sql>,
  userId: string | null,
): Promise<Page<GroupBuy>> {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await db.many(seenShape)`
    ${seenBy(userId)}
    where ${whose}
      ${state ? sql`and g.state = ${state}` : nothing}
      ${after ? sql`and (g.created_at, g.id) < (${after[0]}, ${after[1]})` : nothing}
    order by g.created_at desc, g.id desc limit ${limit + 1}`;
  return toPage(rows, limit, found => [found.created_at, found.id], toGroupBuy);
}

/** As it goes over the wire. */
export const toGroupBuy = (found: SeenRow): GroupBuy => ({
  id: found.id,
  buildingId: found.building_id,
  vendorId: found.vendor_id,
  productId: found.product_id,
  variantId: found.variant_id,
  slug: found.slug,
  title: found.title,
  variantTitle: found.variant_title,
  imageUrl: found.image_url,
  state: found.state,
  reason: found.reason,
  deadline: found.deadline,
  pieces: found.pieces,
  target: found.tiers[0]!.quantity,
  price: { amount: String(found.amount ?? priceNow(found)), currency: found.currency },
  tiers: found.tiers.map(({ quantity, amount }) => ({ quantity, price: { amount, currency: found.currency } })),
  mine: mineIn(found),
  createdAt: found.created_at,
  decidedAt: found.decided_at,
});

const priceNow = ({ tiers, pieces }: GroupBuyRow): string => priceAt(tiers, pieces) ?? tiers[0]!.amount;

const mineIn = (found: SeenRow): GroupBuy['mine'] =>
  found.my_id === null
    ? null
    : {
        id: found.my_id,
        quantity: found.my_quantity!,
        state: found.my_state!,
        agreed: money(found.my_agreed!, found.currency),
        orderId: found.my_order,
        reason: found.my_reason,
        createdAt: found.my_time!,
      };
