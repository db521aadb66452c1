// What people call a ticket: `B1-2026-000123`.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';

/** Gives a building the first part of its references, unless it has one. */
export const addBuildingCode = (tx: Tx, buildingId: string): Promise<number> =>
  tx.run`
    insert into building_codes (building_id, code) values (${buildingId}, 'B' || nextval('building_code_numbers'))
    on conflict do nothing`;

/** The building's code, the year, and a number that no other ticket has. */
export async function nextReference(tx: Tx, buildingId: string, at: Instant): Promise<string> {
  const { code, number } = await tx.one({ code: col.text.orNull, number: col.int })`
    select (select code from building_codes where building_id = ${buildingId}) as code,
           nextval('ticket_numbers')::int as number`;
  if (code !== null) return `${code}-${at.slice(0, 4)}-${String(number).padStart(6, '0')}`;
  // A report came before the news of the building itself.
  await addBuildingCode(tx, buildingId);
  return nextReference(tx, buildingId, at);
}
