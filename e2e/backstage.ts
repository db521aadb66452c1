// Behind the services, as an administrator sees it through the entrance, wherever each of them runs.

import { expect } from 'vitest';
import { type Api, eventually, items, ok, signIn } from './api.ts';

/** Looks at every service, and lets a job of one run. */
export async function lookBehind(api: Api): Promise<void> {
  const token = await signIn(api, 'admin@demo.example');
  const services = async () => items(ok(await api('GET', '/api/v1/platform/services', { token })));
  const all = await eventually(services, found => found.every(({ state }) => state === 'up'), 20_000);
  expect(all.map(({ service }) => service)).toEqual(expect.arrayContaining(['gateway', 'iam', 'ticket', 'payment']));

  const of = '/api/v1/platform/services/ticket';
  const runs = async () => {
    const ticket = (await services()).find(({ service }) => service === 'ticket');
    const jobs = ticket?.jobs as { name: string; runs: number }[];
    return jobs.find(({ name }) => name === 'kernel-upkeep')?.runs ?? 0;
  };
  const before = await eventually(runs, count => count > 0, 20_000);
  ok(await api('POST', `${of}/jobs/kernel-upkeep/runs`, { token, json: {} }), 204);
  await eventually(runs, count => count > before, 20_000);
  expect(ok(await api('POST', `${of}/replays`, { token, json: {} }))).toEqual({ replayed: 0 });
}
