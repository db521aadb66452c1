import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { serverVariable } from '../../testing/postgres.ts';
import { ensureDatabases, serviceDatabase } from '../databases.ts';

const adminUrl = process.env[serverVariable]!;
const secret = 'a secret for tests only, of more than 32 characters';
const prefix = `t${randomBytes(4).toString('hex')}_`;
const [ticket, iam] = ['ticket', 'iam'].map(name => serviceDatabase(adminUrl, name, secret, prefix)) as [
  ReturnType<typeof serviceDatabase>,
  ReturnType<typeof serviceDatabase>,
];

async function ask(url: string, query: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}

afterAll(async () => {
  for (const { database, url } of [ticket, iam]) {
    await ask(adminUrl, `drop database if exists ${database} with (force)`);
    await ask(adminUrl, `drop role if exists ${new URL(url).username}`);
  }
});

test('processes that start at once make each database once, owned by a role of its own', async () => {
  await Promise.all([1, 2, 3].map(() => ensureDatabases(adminUrl, [ticket, iam])));
  await ensureDatabases(adminUrl, [ticket, iam]);
  for (const { url, database, service } of [ticket, iam]) {
    const [found] = await ask(
      url,
      `select current_database() as name, current_user as me, pg_get_userbyid(datdba) as owner,
              rolsuper or rolcreatedb or rolcreaterole as mighty
       from pg_database, pg_roles where datname = current_database() and rolname = current_user`,
    );
    const role = `${prefix}${service}_service`;
    expect(found).toEqual({ name: database, me: role, owner: role, mighty: false });
    await ask(url, 'create table mine (id int)');
  }
});

test('a service cannot connect to another’s database', async () => {
  const foreign = new URL(ticket.url);
  foreign.pathname = `/${iam.database}`;
  await expect(ask(foreign.href, 'select 1')).rejects.toMatchObject({ code: '42501' });
});

test('a database left open to all by a process that was killed halfway is closed by the next start', async () => {
  await ask(adminUrl, `grant connect on database ${iam.database} to public`);
  await ensureDatabases(adminUrl, [ticket, iam]);
  const foreign = new URL(ticket.url);
  foreign.pathname = `/${iam.database}`;
  await expect(ask(foreign.href, 'select 1')).rejects.toMatchObject({ code: '42501' });
});

test('after the platform’s secret changed, the old password is refused and the new one works', async () => {
  const changed = serviceDatabase(adminUrl, 'ticket', `${secret}, changed`, prefix);
  await ensureDatabases(adminUrl, [changed]);
  expect(await ask(changed.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await expect(ask(ticket.url, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});

test('a database the operator gave is left as it is', async () => {
  const given = { ...serviceDatabase(adminUrl, 'media', secret, prefix), given: true };
  await ensureDatabases(adminUrl, [given]);
  expect(await ask(adminUrl, `select from pg_database where datname = '${given.database}'`)).toEqual([]);
});
