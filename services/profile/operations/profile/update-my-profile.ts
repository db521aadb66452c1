import { fail } from '#kernel/errors';
import { type ProfileCtx, profileService } from '../../definition.ts';
import { dropPortraits, portraitClaim } from '../../queries/portraits.ts';
import { birthdayPlace, lockProfile } from '../../queries/profiles.ts';
import { profileOf } from '../../queries/show.ts';

export const updateMyProfile = profileService.operation('updateMyProfile', async (ctx, input, { userId }) => {
  const { avatarFileId, expectedVersion } = input;
  if (avatarFileId) await claimPortrait(ctx, userId, avatarFileId);
  return ctx.db.transaction(async tx => {
    await lockProfile(tx, userId, ctx.now());
    const before = await profileOf(ctx, tx, userId);
    if (expectedVersion !== undefined && expectedVersion !== before.version)
      fail('version_mismatch', `Your profile is at version ${before.version}: read it again, then decide.`, {
        details: { version: before.version },
      });
    const changed = {
      ...before,
      ...Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
    };
    const { displayName, about, birthday } = changed;
    if (before.avatarFileId !== null && before.avatarFileId !== changed.avatarFileId)
      await dropPortraits(tx, [before.avatarFileId], ctx.now());
    await tx.run`
      update user_profiles
      set display_name = ${displayName}, about = ${about}, avatar_file_id = ${changed.avatarFileId},
          birthday = ${birthday && ctx.cipher.seal(birthday, birthdayPlace(userId))}, version = version + 1
      where user_id = ${userId}`;
    return profileOf(ctx, tx, userId);
  });
});

/** Keeps a picture for the profile. */
async function claimPortrait(ctx: ProfileCtx, userId: string, fileId: string): Promise<void> {
  const claim = portraitClaim(fileId);
  const { items } = await ctx.clients.media.claimFiles({ fileIds: [fileId], ownerId: userId, claim });
  if (items[0]!.mime.startsWith('image/')) return;
  await ctx.clients.media.releaseFiles({ claim });
  fail('failed_precondition', 'A portrait is a picture.', { reason: 'no_picture' });
}
