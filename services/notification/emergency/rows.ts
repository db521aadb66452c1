// Emergencies as the manager sees them: how many homes were warned, and how many have answered.

import { col } from '#kernel/sql/columns';
import { sql } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';

export const emergencyShape = {
  id: col.uuid,
  building_id: col.uuid,
  title: col.text,
  message: col.text,
  sent_by: col.uuid.orNull,
  created_at: col.instant,
  units: col.int,
  acknowledged: col.int,
  unanswered: col.int,
};

/** The columns of an emergency `e` with its counts. */
export const emergencyColumns = () => sql`
  e.id, e.building_id, e.title, e.message, e.sent_by, e.created_at,
  (select count(*)::int from acknowledgements a where a.emergency_id = e.id) as units,
  (select count(*)::int from acknowledgements a where a.emergency_id = e.id and a.acknowledged_at is not null)
    as acknowledged,
  (select count(*)::int from acknowledgements a
   where a.emergency_id = e.id and a.acknowledged_at is null and a.next_at is null) as unanswered`;

export const toEmergency = (found: {
  id: string;
  building_id: string;
  title: string;
  message: string;
  sent_by: string | null;
  created_at: Instant;
  units: number;
  acknowledged: number;
  unanswered: number;
}) => ({
  id: found.id,
  buildingId: found.building_id,
  title: found.title,
  message: found.message,
  sentBy: found.sent_by,
  createdAt: found.created_at,
  units: found.units,
  acknowledged: found.acknowledged,
  unanswered: found.unanswered,
});
