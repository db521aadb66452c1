// One database per service on the server an administrator's URL leads to, each owned by a role of its own.

import { createHmac } from 'node:crypto';
import pg from 'pg';
import { orAdvise } from '../config.ts';

const lockKey = 4_160_751;

export interface ServiceDatabase {
  /** True if the operator gave the database, so that nothing is to be made. */
  given: boolean;
  service: string;
  database: string;
  url: string;
}

/** The URL of a service's database: its own role, with a password derived from the platform's secret. */
export function serviceDatabase(adminUrl: string, service: string, secret: string, prefix = ''): ServiceDatabase {
  const database = `${prefix}${service}_db`;
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  url.username = `${prefix}${service}_service`;
  url.password = createHmac('sha256', secret).update(`database:${database}`).digest('base64url');
  return { service, database, url: url.href, given: false };
}

/** Makes the roles and databases that are missing, and sets the passwords. The administrator needs CREATEDB and
 * CREATEROLE; processes that start at once take turns. Throws a `ConfigError` where it may not. */
export const ensureDatabases = (adminUrl: string, wanted: readonly ServiceDatabase[]): Promise<void> =>
  orAdvise(
    () => makeMissing(adminUrl, wanted),
    reason => `The databases cannot be made: ${reason}. Give the user of DATABASE_URL CREATEDB and CREATEROLE.`,
  );

async function makeMissing(adminUrl: string, wanted: readonly ServiceDatabase[]): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'agora-admin' });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [lockKey]);
    const roles = await names(admin, 'select rolname as name from pg_roles');
    const databases = await names(admin, 'select datname as name from pg_database');
    for (const { database, url } of wanted.filter(({ given }) => !given)) {
      const { username, password } = new URL(url);
      const role = pg.escapeIdentifier(username);
      await admin.query(
        `${roles.has(username) ? 'alter' : 'create'} role ${role} login password ${pg.escapeLiteral(decodeURIComponent(password))}`,
      );
      // Giving a database to a role asks for membership in it unless the administrator is a superuser.
      await admin.query(`grant ${role} to current_user`);
      if (!databases.has(database)) await admin.query(`create database ${pg.escapeIdentifier(database)} owner ${role}`);
      // Every time: a process killed before it came to this would have left the database open to all.
      await admin.query(`revoke connect, temporary on database ${pg.escapeIdentifier(database)} from public`);
    }
  } finally {
    await admin.end();
  }
}

const names = async (admin: pg.Client, query: string): Promise<Set<string>> =>
  new Set((await admin.query<{ name: string }>(query)).rows.map(found => found.name));
