// How much somebody's flag counts, and when flags are enough.

/** What became of somebody's earlier flags. */
export interface FlagRecord {
  upheld: number;
  rejected: number;
}

/**
 * The weight of a flag by its author's record, in hundredths of a newcomer's: near 200 for somebody who was always
 * right, near 0 for somebody who never was. The rule of succession, so that one mistake does not silence anybody.
 */
export const weightPercent = ({ upheld, rejected }: FlagRecord): number =>
  Math.round((200 * (upheld + 1)) / (upheld + rejected + 2));

/** Whether flags hide something until somebody decides. What the management wrote they never hide: many who dislike a
 * rule must not be able to make it unreadable. */
export const hides = (scorePercent: number, hideAtPercent: number, byManagement: boolean): boolean =>
  !byManagement && scorePercent >= hideAtPercent;

/** The reason given most often; of equals the one given first. */
export function mainReason<R extends string>(reasons: readonly R[]): R {
  const counts = Map.groupBy(reasons, reason => reason);
  return [...counts].reduce((most, each) => (each[1].length > most[1].length ? each : most))[0];
}
