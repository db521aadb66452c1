import { col } from '#kernel/sql/columns';
import { type ProfileCtx, profileService } from '../../definition.ts';

/** Names are for neighbours: whoever asks belongs to the building or works for it, and so does, or did, whom they ask of. */
export const listNeighbours = profileService.operation('listNeighbours', async (ctx, input, call) => {
  const { buildingId } = input;
  const wanted = [...new Set(input.userIds)];
  const asked = [...new Set([...wanted, call.userId])];
  const { items } = await ctx.clients.building.listBelonging({ buildingId, userIds: asked }, call);
  const belongs = items.some(({ userId, now }) => userId === call.userId && now);
  const works = call.can(['manager', 'support'], { building: buildingId });
  call.require(belongs || works, 'There is no such building, or you do not belong to it.');
  const known = wanted.filter(id => items.some(({ userId }) => userId === id));
  return { items: known.length === 0 ? [] : await called(ctx, known) };
});

async function called(ctx: ProfileCtx, userIds: string[]) {
  const [{ items: accounts }, profiles] = await Promise.all([
    ctx.clients.iam.getUsers({ userIds }),
    ctx.db.many({ user_id: col.uuid, display_name: col.text.orNull, avatar_file_id: col.uuid.orNull })`
      select user_id, display_name, avatar_file_id from user_profiles where user_id = any(${userIds}::uuid[])`,
  ]);
  const shown = new Map(profiles.map(each => [each.user_id, each]));
  const fileIds = profiles.flatMap(({ avatar_file_id: fileId }) => fileId ?? []);
  const { items: files } = fileIds.length > 0 ? await ctx.clients.media.signFiles({ fileIds }) : { items: [] };
  const pictures = new Map(files.map(({ fileId, url, thumbnailUrl }) => [fileId, thumbnailUrl ?? url]));
  return accounts.map(({ id, name }) => ({
    userId: id,
    name: shown.get(id)?.display_name ?? name,
    avatarUrl: pictures.get(shown.get(id)?.avatar_file_id ?? '') ?? null,
  }));
}
