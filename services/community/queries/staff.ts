// Who works for which building, kept from iam's events; without a building, for the whole platform.

import type { Call } from '#kernel/call';
import type { Tx } from '#kernel/sql/database';

interface StaffRole {
  userId: string;
  role: 'manager' | 'support';
  buildingId: string | null;
}

export async function addRole(tx: Tx, { userId, role, buildingId }: StaffRole): Promise<void> {
  await tx.run`
    insert into staff (user_id, building_id, role) values (${userId}, ${buildingId}, ${role}) on conflict do nothing`;
}

export async function removeRole(tx: Tx, { userId, role, buildingId }: StaffRole): Promise<void> {
  await tx.run`
    delete from staff
    where user_id = ${userId} and role = ${role} and building_id is not distinct from ${buildingId}::uuid`;
}

/** Whether the one who calls works for a building, or is a service. */
export const isStaff = (call: Call, buildingId: string): boolean =>
  call.can(['manager', 'support'], { building: buildingId });
