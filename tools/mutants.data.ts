// The guards of the house, each with the edit that takes it out and the test that must notice: a table per service, and
// two for the kernel. tools/test/mutants.test.ts watches that every row still finds its place.

import { booking } from './mutants.booking.ts';
import { building } from './mutants.building.ts';
import { cart } from './mutants.cart.ts';
import { catalog } from './mutants.catalog.ts';
import { chat } from './mutants.chat.ts';
import { checkout } from './mutants.checkout.ts';
import { community } from './mutants.community.ts';
import { discount } from './mutants.discount.ts';
import { gateway } from './mutants.gateway.ts';
import { goods } from './mutants.goods.ts';
import { groupBuys } from './mutants.group-buys.ts';
import { iam } from './mutants.iam.ts';
import { kernel } from './mutants.kernel.ts';
import { marketplace } from './mutants.marketplace.ts';
import { media } from './mutants.media.ts';
import { notification } from './mutants.notification.ts';
import { order } from './mutants.order.ts';
import { parcels } from './mutants.parcels.ts';
import { payment } from './mutants.payment.ts';
import { profile } from './mutants.profile.ts';
import { readdressing } from './mutants.readdress.ts';
import { shipping } from './mutants.shipping.ts';
import { sql } from './mutants.sql.ts';
import { stock } from './mutants.stock.ts';
import { surface } from './mutants.surface.ts';
import { ticket } from './mutants.ticket.ts';
import type { Mutant } from './mutants.ts';

/** By the guarded file and the test that guards it: what is gone, the text (it stands exactly once in the file), and what
 * stands there instead. */
export type Table = Record<string, Record<string, readonly (readonly [name: string, find: string, replace: string])[]>>;

const rowsOf = (table: Table): Mutant[] =>
  Object.entries(table).flatMap(([file, tests]) =>
    Object.entries(tests).flatMap(([test, rows]) =>
      rows.map(([name, find, replace]) => ({ name, file, find, replace, tests: [test] })),
    ),
  );

export const mutants: readonly Mutant[] = [
  kernel,
  sql,
  iam,
  building,
  booking,
  ticket,
  chat,
  community,
  marketplace,
  media,
  notification,
  parcels,
  payment,
  profile,
  gateway,
  discount,
  cart,
  shipping,
  catalog,
  stock,
  order,
  checkout,
  groupBuys,
  goods,
  readdressing,
  surface,
].flatMap(rowsOf);
