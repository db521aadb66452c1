// agora migrate

import { print } from '#kernel/terminal';
import { withDatabases } from './databases.ts';

/** Opening the databases brings them up to date. */
export async function migrateDatabases(): Promise<void> {
  await withDatabases(async ({ databases }) => print(`${databases.length} databases are up to date.`));
}
