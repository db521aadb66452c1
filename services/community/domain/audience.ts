// Who may see what is written in a building: one rule, for the feed, for announcements and their receipts, and for
// whoever searches them. `queries/visibility.ts` says the same in SQL, and a property test compares the two.

import type { Instant } from '#kernel/time';
import type { Audience, UnitKind } from '../contract/wire.ts';

/** A home somebody lives in. Where it is and what it is may not be known yet. */
export interface Home {
  buildingId: string;
  unitId: string;
  entranceId: string | null;
  kind: UnitKind | null;
}

export interface Reader {
  userId: string;
  /** Works for the building. */
  staff: boolean;
  homes: readonly Home[];
}

export interface Readable {
  buildingId: string;
  authorId: string | null;
  audience: Audience;
  state: 'scheduled' | 'published' | 'expired' | 'deleted';
  expiresAt: Instant | null;
  hidden: boolean;
}

/** Whether a home is among those meant: named itself, or in a named entrance and of a named kind; each where nothing is
 * named. What is not known of a home is not meant. */
export function isAddressed({ unitId, entranceId, kind }: Home, audience: Audience): boolean {
  const { entranceIds, unitKinds, unitIds } = audience;
  const names = entranceIds.length + unitKinds.length;
  if (names + unitIds.length === 0 || unitIds.includes(unitId)) return true;
  if (names === 0) return false;
  const inEntrance = entranceIds.length === 0 || (entranceId !== null && entranceIds.includes(entranceId));
  return inEntrance && (unitKinds.length === 0 || (kind !== null && unitKinds.includes(kind)));
}

/** Whether it stands in the feed now. */
export const isShown = ({ state, expiresAt, hidden }: Readable, now: Instant): boolean =>
  state === 'published' && (expiresAt === null || expiresAt > now) && !hidden;

/**
 * Whether somebody may see a post. Those who work for the building see everything but what was deleted. Everybody else
 * must live there: they see what is shown and meant for one of their homes, and their own in every state.
 */
export function sees(post: Readable, { userId, staff, homes }: Reader, now: Instant): boolean {
  if (post.state === 'deleted') return false;
  if (staff) return true;
  const here = homes.filter(({ buildingId }) => buildingId === post.buildingId);
  if (here.length > 0 && post.authorId === userId) return true;
  return isShown(post, now) && here.some(home => isAddressed(home, post.audience));
}
