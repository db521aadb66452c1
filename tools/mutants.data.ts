// The guards of the house, each with the edit that takes it out and the test that must notice: a table per service, and
// one for the kernel. tools/test/mutants.test.ts watches that every row still finds its place.

import { building } from './mutants.building.ts';
import { cart } from './mutants.cart.ts';
import { community } from './mutants.community.ts';
import { discount } from './mutants.discount.ts';
import { gateway } from './mutants.gateway.ts';
import { iam } from './mutants.iam.ts';
import { kernel } from './mutants.kernel.ts';
import { media } from './mutants.media.ts';
import { notification } from './mutants.notification.ts';
import { payment } from './mutants.payment.ts';
import { profile } from './mutants.profile.ts';
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
  iam,
  building,
  ticket,
  community,
  media,
  notification,
  payment,
  profile,
  gateway,
  discount,
  cart,
  surface,
].flatMap(rowsOf);
