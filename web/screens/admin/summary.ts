// What the traffic of each address adds up to.

import type { OutputOf } from '#kernel/contract';
import type { gateway } from '#services/gateway/contract';
import { tags } from '#web/kit/format.ts';
import type { Language } from '#web/text/language.ts';

type Row = OutputOf<typeof gateway.endpoints.summariseTraffic>['items'][number];
type Counts = Pick<Row, 'requests' | 'refused' | 'limited' | 'failed'>;

const none: Counts = { requests: 0, refused: 0, limited: 0, failed: 0 };
const plus = (a: Counts, b: Counts): Counts => ({
  requests: a.requests + b.requests,
  refused: a.refused + b.refused,
  limited: a.limited + b.limited,
  failed: a.failed + b.failed,
});

export const totalsOf = (rows: readonly Row[]): Counts => rows.reduce<Counts>(plus, none);

/** The busiest first. */
export function byService(rows: readonly Row[]): (Counts & { service: string })[] {
  const sums = new Map<string, Counts>();
  for (const row of rows) sums.set(row.service, plus(sums.get(row.service) ?? none, row));
  return [...sums]
    .map(([service, counts]) => ({ service, ...counts }))
    .sort((a, b) => b.requests - a.requests || a.service.localeCompare(b.service));
}

const fewest = 5;
const shown = 8;

/** The slowest addresses; what was asked a few times only says little. */
export const slowestOf = (rows: readonly Row[]): Row[] =>
  rows
    .filter(({ requests }) => requests >= fewest)
    .sort((a, b) => b.p95Ms - a.p95Ms)
    .slice(0, shown);

/** `3.2ms`, `140ms`, `2.1s` */
export const milliseconds = (ms: number, language: Language): string => {
  const [value, unit] = ms < 1_000 ? [ms, 'millisecond'] : [ms / 1_000, 'second'];
  return value.toLocaleString(tags[language], {
    style: 'unit',
    unit,
    unitDisplay: 'narrow',
    maximumFractionDigits: value < 10 ? 1 : 0,
  });
};
