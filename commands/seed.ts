// agora seed

import { seedAll } from '#kernel/platform/services';
import { print } from '#kernel/terminal';
import { services } from '#targets';
import { withDatabases } from './databases.ts';

/** Fills what is empty; what is not stays as it is. */
export async function seedDatabases(): Promise<void> {
  await withDatabases(async quiet => {
    await seedAll(services, quiet.services, print);
    print('The demo community is there.');
  });
}
