import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { admit } from '../../admit.ts';
import type { Relation } from '../../contract/wire.ts';
import { buildingService } from '../../definition.ts';
import { readCode } from '../../domain/invitation-code.ts';
import { showMembership } from '../../queries/members.ts';

const useShape = { unit_id: col.uuid, relation: col.text, moves_in_on: col.date.orNull, moves_out_on: col.date.orNull };

export const joinHome = buildingService.operation('joinHome', async (ctx, { code, livesHere }, call) => {
  const { userId } = call;
  const key = ctx.cipher.blindIndex(readCode(code) ?? '');
  return ctx.db.transaction(async tx => {
    // The one statement counts the use and decides: of those racing for the last one, exactly one gets a row.
    const used =
      (await tx.maybe(useShape)`
        update invitation_codes set uses = uses + 1
        where code_key = ${key} and uses < max_uses and revoked_at is null and expires_at > ${ctx.now()}
        returning unit_id, relation, moves_in_on, moves_out_on`) ??
      fail('not_found', 'This code is unknown, used up or no longer valid; ask for a new one.');
    const joined = await admit(ctx, tx, {
      unitId: used.unit_id,
      userId,
      relation: used.relation as Relation,
      livesHere,
      movesInOn: used.moves_in_on,
      movesOutOn: used.moves_out_on,
      via: 'invitation',
    });
    return showMembership(joined);
  });
});
