// What the demo people say about themselves. Who they are follows from the names all services seed by.

import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import { json } from '#kernel/sql/tag';
import { minus } from '#kernel/time';
import type { ProfileCtx } from './definition.ts';
import { sealAddress } from './queries/addresses.ts';

const residents = 190;
const about = [
  'Bakes on Sundays; smell means yes, there is some left.',
  'Has a drill and knows how to use it.',
  'Cello, but never after eight.',
  'Lends books, takes books.',
  'Knows everybody’s dog by name.',
];
const streets = [
  { line1: 'Lindenallee 12', postcode: '10439', city: 'Berlin', region: null, country: 'DE' },
  { line1: 'Rua do Salvador 7', postcode: '1100-465', city: 'Lisboa', region: null, country: 'PT' },
  { line1: '250 Hudson Street', postcode: '10013', city: 'New York', region: 'NY', country: 'US' },
] as const;

/** Fills an empty database; does nothing where the demo profiles are. */
export async function seed(ctx: ProfileCtx): Promise<void> {
  // Some of them may be gone by now: whoever deleted their account is not to come back.
  const { seeded } = await ctx.db.one({ seeded: col.bool })`select exists (select from user_profiles) as seeded`;
  if (seeded) return;
  const at = minus(ctx.now(), '400d');
  const people = Array.from({ length: residents }, (_, index) => {
    const unit = index % 120;
    const address = streets[Math.floor(unit / 40)]!;
    const addressId = seedId(`address:${index + 1}`);
    const rest = { company: null, line2: null, phone: null, unitId: seedId(`unit:${unit + 1}`) };
    return {
      userId: seedId(`resident:${index + 1}`),
      about: index % 7 === 0 ? about[(index / 7) % about.length]! : null,
      addressId,
      country: address.country,
      details: `\\x${sealAddress(ctx, addressId, { name: `Home ${unit + 1}`, ...address, ...rest }).toString('hex')}`,
      units: address.country === 'US' ? 'imperial' : 'metric',
      currency: address.country === 'US' ? 'USD' : 'EUR',
    };
  });
  await ctx.db.transaction(async tx => {
    const added = await tx.run`
      insert into user_profiles (user_id, about, created_at)
      select p."userId", p.about, ${at}::timestamptz
      from jsonb_to_recordset(${json(people)}::jsonb) as p ("userId" uuid, about text)
      on conflict do nothing`;
    // Another process was here a moment before.
    if (added === 0) return;
    await tx.run`
      insert into addresses (id, user_id, details, country, for_shipping, for_billing, created_at)
      select p."addressId", p."userId", p.details::bytea, p.country, true, true, ${at}::timestamptz
      from jsonb_to_recordset(${json(people)}::jsonb) as p ("addressId" uuid, "userId" uuid, details text, country text)`;
    await tx.run`
      insert into user_preferences (user_id, units, week_starts, hours, currency)
      select p."userId", p.units, case p.units when 'metric' then 'monday' else 'sunday' end,
             case p.units when 'metric' then '24h' else '12h' end, p.currency
      from jsonb_to_recordset(${json(people)}::jsonb) as p ("userId" uuid, units text, currency text)`;
  });
}
