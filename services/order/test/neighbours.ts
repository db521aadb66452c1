// A building whose residents buy a bike together.

import { randomUUID } from 'node:crypto';
import { col } from '#kernel/sql/columns';
import { plus } from '#kernel/time';
import { address, bike, type Shop, vendorA } from './fixture.ts';
import { methodId } from './goods-peers.ts';

export type Resident = ReturnType<Shop['t']['person']>;

/** A building of its own, with its people and what they do there. */
export function neighbours(s: Shop) {
  const buildingId = randomUUID();
  const vendor = s.t.person(`vendor@vendor:${vendorA}`);
  const manager = s.t.person(`manager@building:${buildingId}`);
  const resident = (): Resident => s.t.person(`resident@building:${buildingId}`);
  const input = (more: object = {}) => ({
    buildingId,
    variantId: bike,
    target: 3,
    price: { amount: '8000', currency: 'EUR' },
    deadline: plus(s.t.clock.now(), '7d'),
    ...more,
  });
  return {
    buildingId,
    vendor,
    manager,
    resident,
    input,
    open: (more: object = {}) => s.t.as(vendor).order.openGroupBuy(input(more)),
    join: (groupBuyId: string, as: Resident = resident(), { quantity = 1, ...more }: Record<string, unknown> = {}) =>
      s.t.as(as).order.joinGroupBuy({
        groupBuyId,
        quantity: quantity as number,
        email: 'ada@example.org',
        address,
        methodId,
        expectedTotal: { amount: String(8_000 * (quantity as number) + 490), currency: 'EUR' },
        payment: { kind: 'card', token: 'tok_visa' },
        ...more,
      }),
  };
}

/** The pledges of a group buy with the orders there are of their owners, oldest first. */
export const pledgesOf = ({ db }: Pick<Shop, 'db'>, groupBuyId: string) =>
  db.many({
    state: col.text,
    reason: col.text.orNull,
    attempt: col.int,
    sealed: col.bool,
    order_id: col.uuid.orNull,
    orders: col.json<{ state: string; total: number }[]>(),
  })`
    select p.state, p.reason, p.attempt, p.details is not null as sealed, p.order_id,
           (select coalesce(jsonb_agg(jsonb_build_object('state', o.state, 'total', o.total) order by o.created_at), '[]')
            from orders o where o.owner_key = p.user_id) as orders
    from group_buy_pledges p where p.group_buy_id = ${groupBuyId} order by p.created_at, p.id`;
