// Processes killed at random while people buy: with cards that are declined, answers that never come, and webhooks that
// come late, twice and in any order.

import { expect, test } from 'vitest';
import { seededRandom } from '../kernel/security/random.ts';
import { apiAt, eventually } from './api.ts';
import { noteBefore, shopViolations, standingOf, unsettled } from './checkout-invariants.ts';
import { goShopping, type Shop } from './checkouts.ts';
import { asking, undelivered } from './invariants.ts';
import { killDuring, kills, seed } from './kills.ts';
import { runCommand } from './processes.ts';
import { embedded, split, type Topology } from './topologies.ts';

const checkouts = Number(process.env.AGORA_TEST_CHECKOUTS ?? 1_000);
const settleMs = 120_000;
const patienceMs = 600_000 + kills * 30_000;

/** Magic cards of the sandbox (docs/sandbox.md) and how many of a hundred shoppers have them. */
const tokens: Shop['tokens'] = [
  ['tok_visa', 60],
  ['tok_insufficient_funds', 6],
  ['tok_timeout_success', 5],
  ['tok_timeout_failure', 3],
  ['tok_lost_reply', 5],
  ['tok_capture_timeout', 5],
  ['tok_webhooks_tripled', 6],
  ['tok_webhooks_reordered', 5],
  ['tok_webhooks_none', 5],
];

async function survives(open: () => Promise<Topology>): Promise<void> {
  console.log(`seed ${seed}: ${kills} kills during ${checkouts} checkouts`);
  const random = seededRandom(seed);
  const topology = await open();
  const api = apiAt(() => topology.url);
  try {
    const ask = await asking(topology);
    const rows = await ask(
      'catalog',
      `select variant_id as id from inventory where not unbounded group by 1 having sum(on_hand) > 5 order by 1 limit 40`,
    );
    const shop: Shop = {
      variantIds: rows.map(({ id }) => id as string),
      coupon: 'SAVE5',
      tokens,
      standingOf: cartId => standingOf(ask, cartId),
    };
    // Enough for nearly everybody: who finds nothing left learns nothing about kills, and the last kill may be late.
    const stocked = 'update inventory set on_hand = on_hand + $2 where variant_id = any($1)';
    await ask('catalog', stocked, shop.variantIds, checkouts);
    const before = await noteBefore(ask, shop.variantIds, shop.coupon);
    const { killed, result } = await killDuring(topology, random, goOn =>
      goShopping(api, random, shop, { count: checkouts, goOn, clients: 16 }),
    );
    const { purchases, faults, slowestMs } = result;
    const outcomes = Object.entries(Object.groupBy(purchases, ({ outcome, reason }) => reason ?? outcome));
    console.log(
      `${killed} kills, ${purchases.length} checkouts (${outcomes.map(([what, some]) => `${some!.length} ${what}`).join(', ')}), ` +
        `slowest ${Math.round(slowestMs)} ms`,
    );
    expect(faults).toEqual([]);
    await eventually(
      async () => ({ ...(await unsettled(ask, before)), ...(await undelivered(ask)) }),
      counts => Object.values(counts).every(n => n === 0),
      settleMs,
    );
    expect(await shopViolations(ask, before, purchases)).toEqual([]);
    expect(await ledgerVerdict(topology)).toEqual(expect.objectContaining({ code: 0 }));
    expect(killed).toBe(kills);
  } finally {
    await topology.stop();
  }
}

const ledgerVerdict = (topology: Topology) => runCommand(['ledger', 'verify'], topology.commandEnv);

test(
  'no order, charge, piece or coupon is lost or doubled when the one process is killed',
  () => survives(embedded),
  patienceMs,
);
test('nor when any of three processes is', () => survives(split), patienceMs);
