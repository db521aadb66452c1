import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { plus } from '#kernel/time';
import type { UnitKind } from '../../contract/wire.ts';
import { buildingService } from '../../definition.ts';
import { beginning, livesThere } from '../../domain/belonging.ts';
import { dayIn } from '../../domain/days.ts';
import { verificationSubmitted } from '../../events.ts';
import { checkChange, findBuilding, findUnit } from '../../queries/hierarchy.ts';
import { claimName, numberPlace, releaseAt, requestRow, showRequest } from '../../queries/verifications.ts';

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

  // The claim is written down before it is made: should this process die in between, a job lets go of the files.
  const id = ctx.id();
  await ctx.db.run`
    insert into document_claims (request_id, release_at) values (${id}, ${plus(ctx.now(), '1h')})`;
  const refused = await ctx.clients.media
    .claimFiles({ fileIds, ownerId: userId, claim: claimName(id) })
    .then(() => null)
    .catch((error: unknown) => ({ error }));
  const work = ctx.db.transaction(async tx => {
    // Not raised earlier: where a twin under the same idempotency key has the files, its reply is found here first.
    if (refused) throw refused.error;
    const sealed = documentNumber === null ? null : ctx.cipher.seal(documentNumber, numberPlace(id));
    const added = await tx.one(requestRow)`
      insert into verification_requests (id, unit_id, building_id, user_id, relation, lives_here, moves_in_on,
                                         moves_out_on, document_kind, document_number_sealed, file_ids, note, state,
                                         created_at)
      values (${id}, ${unitId}, ${buildingId}, ${userId}, ${relation}, ${livesHere}, ${movesInOn}, ${movesOutOn},
              ${input.documentKind}, ${sealed}, ${fileIds}, ${input.note}, 'pending', ${ctx.now()})
      returning ${requestRow}`;
    await releaseAt(tx, [id], null);
    await ctx.publish(tx, verificationSubmitted, { requestId: id, buildingId, unitId, userId });
    return showRequest(added);
  });
  return work.catch(async error => {
    // Asked of the database, as a commit whose answer was lost has happened all the same.
    await ctx.db.run`
      update document_claims set release_at = ${ctx.now()}
      where request_id = ${id} and not exists (select from verification_requests where id = ${id})`;
    throw error;
  });
});
