// A profile as its owner sees it.

import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { ProfileCtx } from '../definition.ts';
import { birthdayPlace } from './profiles.ts';

const shape = {
  display_name: col.text.orNull,
  about: col.text.orNull,
  birthday: col.bytes.orNull,
  avatar_file_id: col.uuid.orNull,
  version: col.int,
};

/** The profile of somebody who has one. */
export async function profileOf({ cipher }: ProfileCtx, db: Queries, userId: string) {
  const found = await db.one(shape)`
    select display_name, about, birthday, avatar_file_id, version from user_profiles where user_id = ${userId}`;
  return {
    userId,
    displayName: found.display_name,
    about: found.about,
    birthday: found.birthday && cipher.open(found.birthday, birthdayPlace(userId)),
    avatarFileId: found.avatar_file_id,
    version: found.version,
  };
}
