// agora backup, agora restore

import { ConfigError, environment, platformConfig, readConfig } from '#kernel/config';
import { print } from '#kernel/terminal';
import { systemClock } from '#kernel/time';
import { services } from '#targets';
import { backUpDatabases, readManifest, restoreDatabase } from './copy-databases.ts';
import { copyFiles, type FilesReport } from './copy-files.ts';
import { emptyDatabases, withDatabases } from './databases.ts';

const config = () => readConfig(null, platformConfig, environment());

/** Writes databases, files and secret into a new folder. The platform may run meanwhile. */
export async function backUp(folder: string): Promise<void> {
  await withDatabases(async ({ databases }) => {
    const manifest = await backUpDatabases(databases, folder, systemClock.now());
    const tables = manifest.databases.reduce((sum, { tables: some }) => sum + some.length, 0);
    print(`${manifest.databases.length} databases with ${tables} tables, as of ${manifest.takenAt}`);
  });
  report(await copyFiles(config().data, folder, 'out'));
  print(`The backup is in ${folder}. It holds personal data and the secret that opens them: keep it safe.`);
}

/** Brings a backup back. Throws a `ConfigError` when a database has rows and `replace` was not asked for. */
export async function restore(folder: string, { replace = false }: { replace?: boolean }): Promise<void> {
  const manifest = await readManifest(folder).catch(() => {
    throw new ConfigError(`${folder} holds no backup: there is no manifest.json.`);
  });
  // The secret first: the databases' passwords are derived from it.
  report(await copyFiles(config().data, folder, 'in'));
  const databases = await emptyDatabases({ services, config: config(), env: environment(), replace });
  try {
    for (const entry of manifest.databases) {
      const service = services.find(({ name }) => name === entry.service);
      const database = databases.list.find(found => found.service === entry.service);
      if (!service || !database)
        throw new ConfigError(`The backup holds ${entry.service}, which this Agora does not have.`);
      const rows = await restoreDatabase(service, database.url, entry, folder);
      print(`${entry.service}: ${rows} rows`);
    }
  } finally {
    await databases.close();
  }
  await withDatabases(async () => print(`Agora is back as of ${manifest.takenAt}.`));
}

const report = ({ files }: FilesReport): void => print(`${files} files and the secret`);
