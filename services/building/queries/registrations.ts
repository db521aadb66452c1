// What people said about where they live before the building was there.

import { col, type RowOf, row } from '#kernel/sql/columns';
import { json, sql } from '#kernel/sql/tag';
import type { BuildingAddress } from '../contract/wire.ts';
import type { BuildingCtx } from '../definition.ts';
import { plainAddress } from '../domain/address.ts';

const shape = {
  id: col.uuid,
  user_id: col.uuid,
  building_code: col.text.orNull,
  details_sealed: col.bytes,
  state: col.text,
  building_id: col.uuid.orNull,
  membership_id: col.uuid.orNull,
  created_at: col.instant,
};
export const registrationRow = row(shape, 'r');
type RegistrationRow = RowOf<typeof shape>;

interface Details {
  address: Required<BuildingAddress> | null;
  unitLabel: string | null;
  note: string | null;
}

const place = (id: string): string => `property_registrations|details|${id}`;

export const sealDetails = (ctx: BuildingCtx, id: string, details: Details): Buffer =>
  ctx.cipher.seal(json(details), place(id));

export const showRegistration = (ctx: BuildingCtx) => (found: RegistrationRow) => ({
  id: found.id,
  userId: found.user_id,
  buildingCode: found.building_code,
  ...(JSON.parse(ctx.cipher.open(found.details_sealed, place(found.id))) as Details),
  state: found.state as 'waiting' | 'linked' | 'withdrawn',
  buildingId: found.building_id,
  membershipId: found.membership_id,
  createdAt: found.created_at,
});

/** By which buildings and registrations of one address find each other. */
export const addressKey = (ctx: BuildingCtx, address: BuildingAddress): Buffer =>
  ctx.cipher.blindIndex(plainAddress(address));

/** Joins a waiting registration `r` with the building it names by code or address. */
export const forBuilding = (buildingId: string) => sql`
  join buildings b on b.id = ${buildingId} and (b.code = r.building_code or b.address_key = r.address_key)
  where r.state = 'waiting'`;
