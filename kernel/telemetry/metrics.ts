// Prometheus metrics of the process: requests, pools, lag of outboxes and inboxes, age of jobs.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  observeRequest(service: string, operation: string, status: number, seconds: number): void;
  eventHandled(service: string, type: string): void;
  eventFailed(service: string, type: string): void;
  jobFailed(service: string, job: string): void;
  /** Gauges that are asked when scraped: `read` gives label values and a number each. */
  onScrape(name: string, help: string, labels: readonly string[], read: () => Promise<readonly Sample[]>): void;
}

export interface Sample {
  labels: Record<string, string>;
  value: number;
}

/** One registry per process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'agora_request_duration_seconds',
    help: 'Time from a request to its reply',
    labelNames: ['service', 'operation', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const counter = (name: string, help: string, label: string) =>
    new Counter({ name, help, labelNames: ['service', label], registers: [registry] });
  const handled = counter('agora_events_handled_total', 'Events handled', 'type');
  const failed = counter('agora_events_failed_total', 'Attempts to handle an event that failed', 'type');
  const jobs = counter('agora_jobs_failed_total', 'Runs of a job that failed', 'job');
  return {
    registry,
    observeRequest: (service, operation, status, seconds) =>
      requests.observe({ service, operation, status: String(status) }, seconds),
    eventHandled: (service, type) => handled.inc({ service, type }),
    eventFailed: (service, type) => failed.inc({ service, type }),
    jobFailed: (service, job) => jobs.inc({ service, job }),
    onScrape(name, help, labelNames, read) {
      new Gauge({
        name,
        help,
        labelNames,
        registers: [registry],
        async collect() {
          this.reset();
          for (const { labels, value } of await read().catch(() => [])) this.set(labels, value);
        },
      });
    },
  };
}
