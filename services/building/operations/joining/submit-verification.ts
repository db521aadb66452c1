import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { plus } from '#kernel/time';
import type { UnitKind } from '../../contract/wire.ts';
import { buildingService } from '../../definition.ts';
import { beginning, livesThere } from '../../domain/belonging.ts';
import { dayIn } from '../../domain/days.ts';
import { verificationSubmitted } from '../../events.ts';
import { checkChange, findBuilding, findUnit } from '../../queries/hierarchy.ts';
import { claimName, keyedId, numberPlace, releaseAt, requestRow, showRequest } from '../../queries/verifications.ts';

export const submitVerification = buildingService.operation('submitVerification', async (ctx, input, call) => {
  const { unitId, relation, movesInOn, movesOutOn, documentNumber, fileIds } = input;
  const { userId } = call;
  const unit = await findUnit(ctx.db, unitId);
  checkChange(unit);
  const { id: buildingId, zone } = await findBuilding(ctx.db, unit.building_id);
  beginning({ movesInOn, movesOutOn }, dayIn(zone, ctx.now()));
  const livesHere = livesThere(unit.kind as UnitKind, relation, input.livesHere);
  const { settled } = await ctx.db.one({ settled: col.bool })`
    select exists (select from unit_memberships
                   where unit_id = ${unitId} and user_id = ${userId} and state <> 'ended') as settled`;
  if (settled) fail('already_exists', 'You belong to this home already.', { reason: 'member_already' });

  // Twins under one idempotency key claim the files for one request, so that none takes them from the other. The claim
  // is written down before it is made: should this process die in between, a job lets go of the files.
  const id = call.idempotencyKey === undefined ? ctx.id() : keyedId(ctx, `${userId} ${call.idempotencyKey}`);
  await ctx.db.run`
    insert into document_claims as known (request_id, release_at) values (${id}, ${plus(ctx.now(), '1h')})
    on conflict (request_id) do update set release_at = greatest(known.release_at, excluded.release_at)`;
  await ctx.clients.media.claimFiles({ fileIds, ownerId: userId, claim: claimName(id) });
  const submitted = ctx.db.transaction(async tx => {
    const sealed = documentNumber === null ? null : ctx.cipher.seal(documentNumber, numberPlace(id));
    const added = await tx.one(requestRow)`
      insert into verification_requests (id, unit_id, building_id, user_id, relation, lives_here, moves_in_on,
                                         moves_out_on, document_kind, document_number_sealed, file_ids, note, state,
                                         created_at)
      values (${id}, ${unitId}, ${buildingId}, ${userId}, ${relation}, ${livesHere}, ${movesInOn}, ${movesOutOn},
              ${input.documentKind}, ${sealed}, ${fileIds}, ${input.note}, 'pending', ${ctx.now()})
      returning ${requestRow}`;
    await ctx.publish(tx, verificationSubmitted, { requestId: id, buildingId, unitId, userId });
    return showRequest(added);
  });
  return submitted.catch(async error => {
    // Should it be there after all, a pending request keeps its files.
    await releaseAt(ctx.db, [id], ctx.now());
    throw error;
  });
});
