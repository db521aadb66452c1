// The demo community's providers, with what they offer, quoted and did. Who lives where follows from the names all services
// seed by.

import { seedId } from '#kernel/seed';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { type Instant, minus, plus } from '#kernel/time';
import type { MarketplaceCtx } from './definition.ts';
import { demoJobs } from './demo/jobs.ts';
import { type DemoProvider, demoProviders } from './demo/providers.ts';
import { type DemoPlace, writeJob, writeOpenRequest } from './demo/write.ts';
import { phonePlace } from './queries/providers.ts';

const places: readonly DemoPlace[] = [
  { building: 1, name: 'Lindenhof', zone: 'Europe/Berlin' },
  { building: 2, name: 'Edifício Alfama', zone: 'Europe/Lisbon' },
  { building: 3, name: 'Hudson Court', zone: 'America/New_York' },
];

/** Fills an empty database; does nothing where the demo providers are. */
export async function seed(ctx: MarketplaceCtx): Promise<void> {
  await ctx.db.transaction(async tx => {
    const known = await tx.run`select from providers where id = ${seedId('service-provider:1')}`;
    if (known > 0) return;
    const since = minus(ctx.now(), '400d');
    await seedResidents(tx, since);
    for (const provider of demoProviders) await seedProvider(ctx, tx, provider, since);
    for (const place of places) {
      await writeOpenRequest(ctx, tx, place);
      for (const job of demoJobs) await writeJob(ctx, tx, place, job);
    }
  });
}

/** Residents n of 190 live in unit ((n-1) mod 120) + 1, forty units a building. */
async function seedResidents(tx: Tx, since: Instant): Promise<void> {
  const homes = Array.from({ length: 190 }, (_, index) => {
    const unit = (index % 120) + 1;
    const building = seedId(`building:${Math.ceil(unit / 40)}`);
    return { user: seedId(`resident:${index + 1}`), unit: seedId(`unit:${unit}`), building };
  });
  await tx.run`
    insert into residents (user_id, unit_id, building_id, confirmed_at)
    select h."user", h.unit, h.building, ${since}::timestamptz
    from jsonb_to_recordset(${json(homes)}::jsonb) as h ("user" uuid, unit uuid, building uuid)
    on conflict do nothing`;
}

async function seedProvider(ctx: MarketplaceCtx, tx: Tx, demo: DemoProvider, at: Instant): Promise<void> {
  const id = seedId(`service-provider:${demo.number}`);
  const { state } = demo;
  const verified = state === 'verified' || state === 'suspended';
  await tx.run`
    insert into providers (id, owner_id, name, about, phone, zone, state, reason, submitted_at, verified_at, created_at)
    values (${id}, ${seedId(`provider:${demo.number}`)}, ${demo.name}, ${demo.about},
            ${ctx.cipher.seal(`+4930555${String(demo.number).padStart(4, '0')}`, phonePlace(id))}, 'Europe/Berlin', ${state},
            ${state === 'suspended' ? 'document_expired' : null}, ${state === 'draft' ? null : at},
            ${verified ? at : null}, ${at})`;
  await seedOffer(tx, demo, id, at);
  for (let weekday = 1; weekday <= 7; weekday++)
    await tx.run`
      insert into availability_windows (id, provider_id, kind, weekday, from_minute, to_minute, created_at)
      values (${seedId(`window:${demo.number}:${weekday}`)}, ${id}, 'open', ${weekday}, 420, 1260, ${at})`;
  if (state === 'draft') return;
  const expires = state === 'suspended' ? minus(ctx.now(), '3d') : plus(ctx.now(), '300d');
  for (const kind of ['identity', 'insurance'] as const) {
    const name = `provider-document:${demo.number}:${kind}`;
    await tx.run`
      insert into provider_documents (id, provider_id, kind, file_id, mime, claim, expires_on, created_at)
      values (${seedId(name)}, ${id}, ${kind}, ${seedId(`file of ${name}`)}, 'application/pdf', ${`marketplace:${seedId(name)}`},
              ${kind === 'identity' ? null : expires.slice(0, 10)}::date, ${at})`;
  }
}

async function seedOffer(tx: Tx, demo: DemoProvider, providerId: string, at: Instant): Promise<void> {
  const id = seedId(`service-listing:${demo.number}`);
  await tx.run`
    insert into listings (id, provider_id, category, title, description, price_from, price_to, currency, unit,
                          warranty_days, free_cancel_hours, late_cancel_percent, state, created_at)
    values (${id}, ${providerId}, ${demo.category}, ${demo.title}, ${demo.about}, ${demo.priceFrom}, ${demo.priceTo}, 'EUR',
            ${demo.unit}, ${demo.warrantyDays}, 24, ${demo.lateCancelPercent}, 'active', ${at})`;
  await tx.run`
    insert into listing_areas (listing_id, building_id)
    select ${id}::uuid, b from unnest(${places.map(({ building }) => seedId(`building:${building}`))}::uuid[]) as b`;
}
