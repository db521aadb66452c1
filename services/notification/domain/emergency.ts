// Who of a home is asked to acknowledge an emergency, in which order, and for how long.

export interface Occupant {
  userId: string;
  unitId: string;
  relation: 'owner' | 'tenant' | 'household';
}

/** Those who hold the home come before those who live with them. */
const order = ['tenant', 'owner', 'household'];

/** The people of each home in the order they are asked. */
export function homesOf(occupants: readonly Occupant[]): Map<string, string[]> {
  const sorted = occupants.toSorted(
    (a, b) => order.indexOf(a.relation) - order.indexOf(b.relation) || (a.userId < b.userId ? -1 : 1),
  );
  const homes = new Map<string, string[]>();
  for (const { unitId, userId } of sorted) {
    const people = homes.get(unitId) ?? [];
    if (!people.includes(userId)) homes.set(unitId, [...people, userId]);
  }
  return homes;
}

/** Everybody is asked so often before a home counts as unanswered. */
const rounds = 3;

/** Who is asked after `asked` messages, or null if the home counts as unanswered. */
export const nextToAsk = (people: readonly string[], asked: number): string | null =>
  asked < people.length * rounds ? people[asked % people.length]! : null;
