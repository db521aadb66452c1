// Invitation codes: sealed at rest, found by a keyed hash, shown to those who may hand them out.

import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Relation } from '../contract/wire.ts';
import type { BuildingCtx } from '../definition.ts';
import { showCode } from '../domain/invitation-code.ts';

export const invitationRow = row({
  id: col.uuid,
  unit_id: col.uuid,
  building_id: col.uuid,
  code_sealed: col.bytes,
  relation: col.text,
  max_uses: col.int,
  uses: col.int,
  moves_in_on: col.date.orNull,
  moves_out_on: col.date.orNull,
  created_by: col.uuid.orNull,
  expires_at: col.instant,
  created_at: col.instant,
  revoked_at: col.instant.orNull,
});
type InvitationRow = RowOf<typeof invitationRow>;

const place = (id: string): string => `invitation_codes|code|${id}`;

export const sealCode = (ctx: BuildingCtx, id: string, code: string) => ({
  sealed: ctx.cipher.seal(code, place(id)),
  key: ctx.cipher.blindIndex(code),
});

export const showInvitation = (ctx: BuildingCtx) => (found: InvitationRow) => ({
  id: found.id,
  unitId: found.unit_id,
  buildingId: found.building_id,
  code: showCode(ctx.cipher.open(found.code_sealed, place(found.id))),
  relation: found.relation as Relation,
  maxUses: found.max_uses,
  uses: found.uses,
  state: stateOf(found, ctx.now()),
  movesInOn: found.moves_in_on,
  movesOutOn: found.moves_out_on,
  createdBy: found.created_by,
  expiresAt: found.expires_at,
  createdAt: found.created_at,
});

function stateOf(found: InvitationRow, now: string): 'open' | 'used_up' | 'expired' | 'revoked' {
  if (found.revoked_at !== null) return 'revoked';
  if (found.uses >= found.max_uses) return 'used_up';
  return found.expires_at <= now ? 'expired' : 'open';
}
