import { building } from '#services/building/contract';
import { useRead } from '#web/api/queries.ts';
import { useAccess } from '#web/app/me.ts';
import { useIsStaff } from './people.ts';
import type { Details } from './promise.ts';

/** As whom one looks at a ticket: staff of its building, somebody of its household, or somebody who follows it. */
export type Standing = 'staff' | 'household' | 'observer';

/** Undefined until it is known; the server has the last word. */
export function useStanding(ticket: Details | undefined): Standing | undefined {
  const { userId } = useAccess();
  const staff = useIsStaff(ticket?.buildingId);
  const { data: homes } = useRead(building.endpoints.getHomes, { limit: 100 }, { enabled: !staff });
  if (!ticket) return undefined;
  if (staff) return 'staff';
  if (ticket.openedBy === userId) return 'household';
  if (!homes) return undefined;
  return homes.items.some(({ unitId }) => unitId === ticket.unitId) ? 'household' : 'observer';
}
