// Whose account is gone. Word of them, of their move-out for one, may come after that of the deletion and must not bring
// them back. A service that notes people by what it hears keeps a table `forgotten_people (user_id, forgotten_at)`.

import type { Queries, Tx } from './sql/database.ts';
import { type Fragment, sql } from './sql/tag.ts';
import { type Instant, minus } from './time.ts';

/** Notes that somebody is gone. */
export async function noteForgotten(tx: Tx, userId: string, at: Instant): Promise<void> {
  await tx.run`
    insert into forgotten_people (user_id, forgotten_at) values (${userId}, ${at}) on conflict do nothing`;
}

/** The condition that somebody is not gone. */
export const isRemembered = (userId: string): Fragment =>
  sql`not exists (select from forgotten_people where user_id = ${userId})`;

/** Nothing of a person who is gone is told so late: the inbox forgets after 30 days, too. */
export async function dropForgotten({ db, now }: { db: Queries; now(): Instant }): Promise<void> {
  await db.run`delete from forgotten_people where forgotten_at < ${minus(now(), '30d')}`;
}
