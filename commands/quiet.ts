// What the commands beside `start` have in common: the databases of all services, opened for one piece of work.

import { environment, platformConfig, readConfig } from '#kernel/config';
import { openQuietly, type Quiet } from '#kernel/platform/quiet';
import { print } from '#kernel/terminal';
import { services } from '#targets';

/** Opens the databases, does the work, closes them. */
export async function withDatabases<T>(work: (quiet: Quiet) => Promise<T>): Promise<T> {
  const env = environment();
  const config = readConfig(null, platformConfig, env);
  const quiet = await openQuietly({ services, config, env, progress: print });
  try {
    return await work(quiet);
  } finally {
    await quiet.close();
  }
}
