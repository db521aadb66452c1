import { Building2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useBuildings, useHolds } from '#web/app/me.ts';
import { Card, Empty } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { ticketText } from '#web/text/tickets.ts';
import { useIsStaff } from './people.ts';

interface ForStaffProps {
  /** What only managers may do. */
  managers?: boolean;
  waiting: ReactNode;
  children: (buildingId: string) => ReactNode;
}

/** What staff see of the building that is looked at; whoever lives in one and works for another may look at the wrong. */
export function ForStaff({ managers = false, waiting, children }: ForStaffProps) {
  const t = useText(ticketText);
  const { current } = useBuildings();
  const manages = useHolds('manager', `building:${current?.id}`);
  const staff = useIsStaff(current?.id);
  if (current === undefined) return waiting;
  if (current !== null && (managers ? manages : staff)) return children(current.id);
  return (
    <Card>
      <Empty icon={<Building2 />} title={t.notStaff}>
        {t.notStaffLead}
      </Empty>
    </Card>
  );
}
