// What profile does when accounts come and go.

import { col } from '#kernel/sql/columns';
import { userCreated, userDeleted } from '#services/iam/events';
import { openRequest } from './data/requests.ts';
import { profileService } from './definition.ts';
import { dropPortraits } from './queries/portraits.ts';
import { ensureProfile } from './queries/profiles.ts';

const onCreated = profileService.on(userCreated, (_ctx, { userId }, tx, { time }) => ensureProfile(tx, userId, time));

/** Forgets the person here, and then asks every service whether it has done so too. The id alone stays, in the report. */
const onDeleted = profileService.on(userDeleted, async (ctx, { userId }, tx) => {
  const portraits = await tx.many({ file_id: col.uuid })`
    select avatar_file_id as file_id from user_profiles where user_id = ${userId} and avatar_file_id is not null`;
  await dropPortraits(
    tx,
    portraits.map(({ file_id }) => file_id),
    ctx.now(),
  );
  await tx.run`delete from user_profiles where user_id = ${userId}`;
  await tx.run`delete from data_requests where user_id = ${userId} and kind = 'export'`;
  await openRequest(ctx, tx, { userId, kind: 'erasure' });
});

export const subscriptions = [onCreated, onDeleted];
