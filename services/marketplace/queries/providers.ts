// Providers as rows, and who may act for one.

import type { z } from 'zod';
import type { Call } from '#kernel/call';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import type { Provider } from '../contract/wire.ts';
import type { MarketplaceCtx } from '../definition.ts';
import type { ProviderState, Standing } from '../domain/provider.ts';

const shape = {
  id: col.uuid,
  owner_id: col.uuid.orNull,
  name: col.text,
  about: col.text,
  phone: col.bytes.orNull,
  zone: col.text,
  state: col.any<ProviderState>(),
  reason: col.text.orNull,
  created_at: col.instant,
  verified_at: col.instant.orNull,
  version: col.int,
};
export const providerRow = row(shape, 'p');
export type ProviderRow = RowOf<typeof shape>;

export const phonePlace = (providerId: string): string => `providers|phone|${providerId}`;

/** A provider as everybody sees it, or with what is for those who run it or decide on it. */
export const toProvider = (ctx: MarketplaceCtx, found: ProviderRow, inside: boolean): z.output<typeof Provider> => ({
  id: found.id,
  name: found.name,
  about: found.about,
  zone: found.zone,
  state: found.state,
  phone: inside && found.phone ? ctx.cipher.open(found.phone, phonePlace(found.id)) : null,
  reason: inside ? found.reason : null,
  ownerId: inside ? found.owner_id : null,
  createdAt: found.created_at,
  verifiedAt: found.verified_at,
  version: found.version,
});

export const findProvider = (db: Queries, providerId: string): Promise<ProviderRow | null> =>
  db.maybe(providerRow)`select ${providerRow} from providers p where p.id = ${providerId}`;

/** A provider that nobody else changes before the transaction ends, or null. */
export const lockProvider = (tx: Tx, providerId: string): Promise<ProviderRow | null> =>
  tx.maybe(providerRow)`select ${providerRow} from providers p where p.id = ${providerId} for update`;

interface Owned {
  provider_id: string;
  owner_id: string | null;
}

/** Whether the one who calls acts for a provider: its owner, or whoever was given the role. */
export const actsFor = (call: Call, { provider_id, owner_id }: Owned): boolean =>
  call.can('provider', { provider: provider_id }) || (owner_id !== null && owner_id === call.user?.userId);

const none = 'There is no such provider.';

/** Decides on a provider that was found, for whoever acts for it. Raises `not_found`. */
export function requireOwn(call: Call, found: ProviderRow | null): ProviderRow {
  call.require(found !== null && actsFor(call, { provider_id: found.id, owner_id: found.owner_id }), none);
  return found!;
}

/** The same by its id. */
export const ownProvider = async (db: Queries, call: Call, providerId: string): Promise<ProviderRow> =>
  requireOwn(call, await findProvider(db, providerId));

/** The buildings in which a provider offers anything. */
export async function areasOf(db: Queries, providerId: string): Promise<string[]> {
  const rows = await db.many({ building_id: col.uuid })`
    select distinct a.building_id from listing_areas a join listings l on l.id = a.listing_id
    where l.provider_id = ${providerId} order by a.building_id`;
  return rows.map(({ building_id }) => building_id);
}

/** Whether the one who calls manages a building in which a provider offers anything. */
export const managesArea = async (db: Queries, call: Call, providerId: string): Promise<boolean> =>
  (await areasOf(db, providerId)).some(building => call.can('manager', { building }));

/** How a building stands to a provider. */
export async function standingOf(db: Queries, providerId: string, buildingId: string): Promise<Standing | null> {
  const found = await db.maybe({ standing: col.any<Standing>() })`
    select standing from provider_standings where provider_id = ${providerId} and building_id = ${buildingId}`;
  return found?.standing ?? null;
}

export const eventAbout = ({ id, owner_id, name }: Pick<ProviderRow, 'id' | 'owner_id' | 'name'>) => ({
  providerId: id,
  ownerId: owner_id,
  name,
});
