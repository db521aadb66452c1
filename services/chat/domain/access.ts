// Who may do what in a channel, from what is known of the person in its building.

export type ChannelKind = 'building' | 'entrance' | 'topic' | 'direct';

/** A channel as its rules see it. */
export interface Place {
  kind: ChannelKind;
  archived: boolean;
  createdBy: string | null;
  /** The two of a direct channel. */
  pair: readonly (string | null)[];
}

/** What somebody is in the building of a channel. */
export interface Standing {
  userId: string;
  /** Lives there. */
  lives: boolean;
  /** Is proven to live there. */
  verified: boolean;
  /** Lives behind the channel's entrance. */
  behindEntrance: boolean;
  manager: boolean;
  /** Manages or supports the building. */
  staff: boolean;
}

/** Whoever may not read is not told that the channel exists. */
export function mayRead({ kind, pair }: Place, { userId, lives, behindEntrance, staff }: Standing): boolean {
  if (kind === 'direct') return pair.includes(userId) && (lives || staff);
  return staff || (kind === 'entrance' ? behindEntrance : lives);
}

/** Only those proven to live there speak, and those who work there. */
export const mayPost = (place: Place, standing: Standing): boolean =>
  mayRead(place, standing) && !place.archived && (standing.verified || standing.staff);

/** Takes back what others said. What two say to each other is theirs. */
export const mayModerate = ({ kind }: Place, { manager }: Standing): boolean => kind !== 'direct' && manager;

/** Changes a channel. */
export const mayKeep = ({ kind, createdBy }: Place, { userId, manager }: Standing): boolean =>
  kind === 'topic' && (manager || createdBy === userId);

/** Pins: either of two, else staff and whoever opened the channel. */
export const mayPin = ({ kind, createdBy }: Place, { userId, staff }: Standing): boolean =>
  kind === 'direct' || staff || createdBy === userId;
