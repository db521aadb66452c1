// /healthz: the process lives. /readyz: it can do its work. /metrics: what it does.

import { Router } from 'express';
import type { Transport } from '../event.ts';
import { inboxLag } from '../events/inbox.ts';
import { outboxLag } from '../events/outbox.ts';
import type { KeyStore } from '../keys/port.ts';
import type { RunningService } from '../runtime.ts';
import { col } from '../sql/columns.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { type Clock, epochMs } from '../time.ts';

export interface HealthOptions {
  services: readonly RunningService[];
  transport: Transport;
  keys: KeyStore;
  metrics: Metrics;
  ready: () => boolean;
}

/** The routes. Redis being away does not make a process unready: it works on without. */
export function healthPages({ services, transport, keys, metrics, ready }: HealthOptions): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', async (_request, response) => {
    const databases = await Promise.all(
      services.map(({ db }) =>
        db.one({ one: col.int })`select 1 as one`.then(
          () => true,
          () => false,
        ),
      ),
    );
    const down = services.filter((_, index) => !databases[index]).map(({ service }) => service.name);
    const ok = ready() && down.length === 0 && transport.healthy();
    response.status(ok ? 200 : 503).json({
      status: ok ? 'ready' : 'not ready',
      services: services.map(({ service }) => service.name),
      databasesDown: down,
      events: transport.healthy() ? 'ok' : 'down',
      keys: keys.healthy() ? 'ok' : 'down',
    });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}

/** Gauges that are read when somebody scrapes. */
export function observeServices(services: readonly RunningService[], metrics: Metrics, clock: Clock): void {
  const ageSeconds = (at: string | null): number => (at === null ? 0 : (clock.epochMs() - epochMs(at)) / 1000);
  const each = <T>(read: (service: RunningService) => Promise<T>) =>
    Promise.all(services.map(async running => ({ service: running.service.name, found: await read(running) })));

  metrics.onScrape('agora_pool_connections', 'Database connections', ['service', 'state'], async () =>
    services.flatMap(({ service, db }) =>
      Object.entries(db.stats()).map(([state, value]) => ({ labels: { service: service.name, state }, value })),
    ),
  );
  metrics.onScrape('agora_outbox_waiting', 'Events not yet handed over', ['service'], async () =>
    (await each(({ db }) => outboxLag(db))).map(({ service, found }) => ({
      labels: { service },
      value: found.waiting,
    })),
  );
  metrics.onScrape('agora_outbox_lag_seconds', 'Age of the oldest event not handed over', ['service'], async () =>
    (await each(({ db }) => outboxLag(db))).map(({ service, found }) => ({
      labels: { service },
      value: ageSeconds(found.oldest),
    })),
  );
  metrics.onScrape('agora_inbox_events', 'Events not handled', ['service', 'state'], async () =>
    (await each(({ db }) => inboxLag(db))).flatMap(({ service, found }) => [
      { labels: { service, state: 'waiting' }, value: found.waiting },
      { labels: { service, state: 'parked' }, value: found.parked },
    ]),
  );
  metrics.onScrape('agora_inbox_lag_seconds', 'Age of the oldest event not handled', ['service'], async () =>
    (await each(({ db }) => inboxLag(db))).map(({ service, found }) => ({
      labels: { service },
      value: ageSeconds(found.oldest),
    })),
  );
  metrics.onScrape('agora_job_age_seconds', 'Time since a job last finished', ['service', 'job'], async () =>
    (await each(({ db }) => jobsOf(db))).flatMap(({ service, found }) =>
      found.map(({ name, last_finished_at }) => ({
        labels: { service, job: name },
        value: ageSeconds(last_finished_at),
      })),
    ),
  );
}

const jobsOf = (db: RunningService['db']) =>
  db.many({
    name: col.text,
    last_finished_at: col.instant.orNull,
  })`select name, last_finished_at from jobs order by name`;
