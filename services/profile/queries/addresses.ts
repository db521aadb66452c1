// Addresses as their owner sees them; kept sealed, but for the country.

import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { AddressDetails, SavedAddress } from '../contract/wire.ts';
import type { ProfileCtx } from '../definition.ts';
import { addressFault, tidyAddress } from '../domain/address.ts';

const shape = {
  id: col.uuid,
  details: col.bytes,
  for_shipping: col.bool,
  for_billing: col.bool,
  version: col.int,
  created_at: col.instant,
};
export const addressRow = row(shape);
type AddressRow = RowOf<typeof shape>;

const place = (id: string): string => `addresses|details|${id}`;

/** An address sealed for its row. Raises `invalid_argument` for one that its country does not have. */
export function sealAddress({ cipher }: ProfileCtx, id: string, address: AddressDetails): Buffer {
  const fault = addressFault(address);
  if (fault) fail('invalid_argument', fault);
  const { name, company, line1, line2, postcode, city, region, country, phone, unitId } = tidyAddress(address);
  const details = { name, company, line1, line2, postcode, city, region, country, phone, unitId };
  return cipher.seal(JSON.stringify(details), place(id));
}

/** The wire form of an address. */
export const showAddress = ({ cipher }: ProfileCtx, found: AddressRow): SavedAddress => ({
  id: found.id,
  ...(JSON.parse(cipher.open(found.details, place(found.id))) as AddressDetails),
  forShipping: found.for_shipping,
  forBilling: found.for_billing,
  version: found.version,
  createdAt: found.created_at,
});

/** Takes back from all other addresses what this one is taken for from now on. */
export async function makeRoom(
  tx: Tx,
  userId: string,
  { id, forShipping, forBilling }: { id: string; forShipping: boolean; forBilling: boolean },
): Promise<void> {
  if (!forShipping && !forBilling) return;
  await tx.run`
    update addresses
    set for_shipping = for_shipping and not ${forShipping}::boolean, for_billing = for_billing and not ${forBilling}::boolean
    where user_id = ${userId} and id <> ${id}`;
}
