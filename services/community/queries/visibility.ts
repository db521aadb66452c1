// The rule of `domain/audience.ts` in SQL, so that no page is read and then thinned out. A property test compares the two.

import { sql } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';

/** Who reads: what their homes are is looked up in the statement itself. */
export interface Viewer {
  userId: string | null;
  staff: boolean;
}

/** Whether the residence `r`, with what is known of its home `h`, is among those a post `p` is for. */
export const isAddressed = () => sql`
  (cardinality(p.entrance_ids) + cardinality(p.unit_kinds) + cardinality(p.unit_ids) = 0
   or r.unit_id = any(p.unit_ids)
   or (cardinality(p.entrance_ids) + cardinality(p.unit_kinds) > 0
       and (cardinality(p.entrance_ids) = 0 or h.entrance_id = any(p.entrance_ids))
       and (cardinality(p.unit_kinds) = 0 or h.kind = any(p.unit_kinds))))`;

/** Whether a post `p` stands in the feed now. */
export const isShown = (now: Instant) => sql`
  (p.state = 'published' and (p.expires_at is null or p.expires_at > ${now}::timestamptz) and p.hidden_at is null)`;

/** Where somebody lives in a building, as `r`, with what is known of the home, as `h`. */
const livedIn = (userId: string | null, buildingId: ReturnType<typeof sql>) => sql`
  residents r left join homes h on h.unit_id = r.unit_id
  where r.user_id = ${userId}::uuid and r.building_id = ${buildingId} and r.lives`;

const isFor = ({ staff }: Viewer, now: Instant, lived: ReturnType<typeof sql>) => sql`
  (p.state <> 'deleted' and (
    ${staff}::boolean
    or exists (select from ${lived} and (p.author_id = r.user_id or (${isShown(now)} and ${isAddressed()})))))`;

/** Whether somebody may see a post `p`. */
export const isVisible = (viewer: Viewer, now: Instant) =>
  isFor(viewer, now, livedIn(viewer.userId, sql`p.building_id`));

/** The posts of one building that somebody may see, as `p`: the homes are looked up once and not for each post. */
export const visiblePosts = (viewer: Viewer, now: Instant, buildingId: string) => {
  const mine = sql`mine r cross join lateral (select r.entrance_id, r.kind) h where true`;
  return sql`
    with mine as materialized (
      select r.user_id, r.unit_id, h.entrance_id, h.kind from ${livedIn(viewer.userId, sql`${buildingId}`)})
    select p.* from posts p where p.building_id = ${buildingId} and ${isFor(viewer, now, mine)}`;
};
