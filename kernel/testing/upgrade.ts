// The database of a service as the release before left it, for tests of what an upgrade makes of what is there.

import { onTestFinished } from 'vitest';
import { migrate, undoNewest } from '../migrate/migrate.ts';
import type { Definition } from '../service.ts';
import { type Database, openDatabase } from '../sql/database.ts';
import { cloneDatabase } from './postgres.ts';

export interface Before {
  db: Database;
  /** Applies the newest file of the service; gives how many were applied. */
  upgrade(): Promise<number>;
  /** Takes it back again. */
  goBack(): Promise<void>;
}

/** Opens it; it is gone when the test has finished. */
export async function beforeUpgrade(definition: Definition, now: string): Promise<Before> {
  const { url, drop } = await cloneDatabase(definition, now);
  const db = openDatabase({ url, maxConnections: 2 });
  onTestFinished(async () => {
    await db.close();
    await drop();
  });
  const { migrations } = definition;
  const goBack = () => undoNewest(url, migrations);
  await goBack();
  return { db, upgrade: () => migrate({ url, migrations, partitions: [], now }), goBack };
}
