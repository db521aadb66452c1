// What a move-out ends lies in several services; each reports when it has done its share.

/** The services with a share in a move-out. One joins by listening to `unit.vacated` and publishing its own
 * `<service>.move_out_handled`. */
export const sharers = ['booking', 'building', 'chat', 'community', 'iam', 'marketplace', 'ticket'] as const;
export type Sharer = (typeof sharers)[number];
