import { admit } from '../../admit.ts';
import type { Relation } from '../../contract/wire.ts';
import { buildingService } from '../../definition.ts';
import { showMembership } from '../../queries/members.ts';
import { decide, findRequest } from '../../queries/verifications.ts';

export const approveVerification = buildingService.operation(
  'approveVerification',
  async (ctx, { requestId }, call) => {
    const { building_id: building } = await findRequest(ctx.db, requestId);
    call.require(call.can('manager', { building }), 'no such request');
    return ctx.db.transaction(async tx => {
      const by = call.user?.userId ?? null;
      const request = await decide(ctx, tx, requestId, { state: 'approved', by, reason: null });
      const admitted = await admit(ctx, tx, {
        unitId: request.unit_id,
        userId: request.user_id!,
        relation: request.relation as Relation,
        livesHere: request.lives_here,
        movesInOn: request.moves_in_on,
        movesOutOn: request.moves_out_on,
        via: 'request',
      });
      return showMembership(admitted);
    });
  },
);
