import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { platformConfig, readConfig } from '../../config.ts';
import { contract } from '../../contract.ts';
import type { BuiltService } from '../../service.ts';
import { col } from '../../sql/columns.ts';
import notes, { noteAdded } from '../../test/fixtures/notes/notes.ts';
import { serverVariable } from '../../testing/postgres.ts';
import { checkSettings } from '../checks.ts';
import { type Platform, startPlatform } from '../platform.ts';

const prefix = `p${randomBytes(4).toString('hex')}_`;
let folder: string;
const env = () => ({
  AGORA_DATA: folder,
  AGORA_DATABASE_PREFIX: prefix,
  DATABASE_URL: process.env[serverVariable]!,
  PORT: '0',
  LOG_LEVEL: 'silent',
});

function start(extra: Record<string, string> = {}, service: BuiltService = notes): Promise<Platform> {
  const variables = { ...env(), ...extra };
  return startPlatform({
    services: [service],
    all: [service],
    identity: contract('iam', {}),
    config: readConfig(null, platformConfig, variables),
    env: variables,
    seed: false,
    progress: () => {},
    onFatal: () => {},
  });
}

let platform: Platform;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agora-platform-'));
  platform = await start();
});
afterAll(async () => {
  await platform.stop();
  await drop(prefix);
  await rm(folder, { recursive: true, force: true });
});

async function drop(of: string): Promise<void> {
  const admin = new pg.Client({ connectionString: process.env[serverVariable]! });
  await admin.connect();
  await admin.query(`drop database ${of}notes_db with (force)`);
  await admin.query(`drop role ${of}notes_service`);
  await admin.end();
}

test('a process says that it lives, that it is ready, and what it does', async () => {
  expect(await (await fetch(`${platform.url}/healthz`)).json()).toEqual({ status: 'ok' });
  const ready = await fetch(`${platform.url}/readyz`);
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({ status: 'ready', services: ['notes'], databasesDown: [], events: 'ok' });
  const metrics = await (await fetch(`${platform.url}/metrics`)).text();
  for (const name of [
    'agora_outbox_waiting',
    'agora_inbox_lag_seconds',
    'agora_job_age_seconds',
    'agora_pool_connections',
  ])
    expect(metrics).toContain(`${name}{service="notes"`);
});

test('its relay and its inbox carry an event to the handler by themselves', async () => {
  const { ctx, db } = platform.services.get('notes')!;
  const noteId = ctx.id();
  await db.transaction(tx => ctx.publish(tx, noteAdded as never, { noteId, title: 'by itself' } as never));
  const seen = () => db.maybe({ times: col.int })`select times from seen_notes where note_id = ${noteId}`;
  await expect.poll(seen, { timeout: 5_000 }).toEqual({ times: 1 });
});

test('a port in use stops the start with a sentence, and nothing stays behind', async () => {
  const taken = new URL(platform.url).port;
  await expect(start({ PORT: taken })).rejects.toThrow(`Port ${taken} is in use`);
});

test('a service that cannot end as it should leaves no connection to its database behind', async () => {
  const broken = { ...notes, start: async () => () => Promise.reject(new Error('it cannot end')) };
  const other = await start({ AGORA_DATABASE_PREFIX: `${prefix}x_` }, broken);
  const { db } = other.services.get('notes')!;
  await db.run`select 1`;
  expect(await other.stop()).toEqual(['service:notes']);
  expect(db.stats()).toMatchObject({ total: 0 });
  await expect(db.run`select 1`).rejects.toThrow();
  await drop(`${prefix}x_`);
});

test('settings that cannot work together stop the start with a sentence for each', () => {
  const config = readConfig(null, platformConfig, {});
  expect(() => checkSettings(config, false)).not.toThrow();
  expect(() => checkSettings(config, true)).toThrow(/AMQP_URL[\s\S]*DATABASE_URL[\s\S]*REDIS_URL[\s\S]*AGORA_SECRET/);
  const pushing = { name: 'chat', definition: { realtime: { topics: {}, calls: [] } } } as never;
  expect(() => checkSettings(config, true, [pushing])).toThrow(/chat apart from the edge needs REDIS_URL/);
  const production = readConfig(null, platformConfig, { NODE_ENV: 'production' });
  expect(() => checkSettings(production, false)).toThrow(/AGORA_SECRET/);
});
