// How things are measured: ours and its limit take turns in one run, and the middle one of the rounds counts, so that
// whatever else the machine does falls on both.

import type { Lab } from './lab.ts';

/** One line of the table. */
export interface Row {
  what: string;
  /** What was measured of ours, and of the limit in the same run. */
  ours: string;
  limit: string;
  /** Ours in terms of the goal, e.g. `84 %` or `3.1 µs`. */
  result: string;
  goal: string;
  /** Null where there is no goal. */
  met: boolean | null;
}

export interface Bench {
  name: string;
  /** What its rows mean, for the page. */
  means: string;
  run(lab: Lab): Promise<Row[]>;
}

export interface Measured {
  bench: Bench;
  rows: readonly Row[];
}

/** The middle one of the values; of an even number the upper. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The value below which a share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('there is nothing to take a percentile of');
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
}

export interface Taken<K extends string> {
  /** The median of each variant. */
  medians: Record<K, number>;
  /** The median over the rounds of one variant in terms of another of the same round. */
  ratio(of: K, to: K): number;
}

/** Runs each variant in turn, once to warm up and then `rounds` times; each gives one number. */
export async function takeTurns<K extends string>(
  rounds: number,
  variants: Record<K, () => Promise<number>>,
): Promise<Taken<K>> {
  const names = Object.keys(variants) as K[];
  const taken = new Map<K, number[]>(names.map(name => [name, []]));
  for (let round = 0; round <= rounds; round++)
    for (const name of round % 2 ? names : names.toReversed()) {
      const value = await variants[name]();
      if (round > 0) taken.get(name)!.push(value);
    }
  return {
    medians: Object.fromEntries(names.map(name => [name, median(taken.get(name)!)])) as Record<K, number>,
    ratio: (of, to) => median(taken.get(of)!.map((value, round) => value / taken.get(to)![round]!)),
  };
}

/** How often a second `work` is done by so many callers at once, each beginning anew when it is done. */
export async function perSecond(callers: number, forMs: number, work: (caller: number) => Promise<unknown>) {
  const startMs = performance.now();
  let count = 0;
  const call = async (_: unknown, caller: number): Promise<void> => {
    while (performance.now() - startMs < forMs) {
      await work(caller);
      count++;
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return (count / (performance.now() - startMs)) * 1000;
}

export const rate = (perSecondValue: number, of: string): string =>
  `${Math.round(perSecondValue).toLocaleString('en')} ${of}/s`;
export const percent = (ratio: number): string => `${Math.round(ratio * 100)} %`;
export const milliseconds = (ms: number): string => `${ms < 10 ? ms.toFixed(2) : Math.round(ms)} ms`;

/** A row that compares a rate with its limit's. */
export function ratioRow(what: string, of: string, ours: number, limit: number, ratio: number, goal: number): Row {
  const met = ratio >= goal;
  return {
    what,
    ours: rate(ours, of),
    limit: rate(limit, of),
    result: percent(ratio),
    goal: `≥ ${percent(goal)}`,
    met,
  };
}

const mark = ({ met }: Row): string => (met === null ? '' : met ? '✓' : 'below');

/** The rows as a Markdown table, aligned so that it reads in a terminal as well. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['', 'ours', 'limit in the same run', 'result', 'goal', ''],
    ...rows.map(row => [row.what, row.ours, row.limit, row.result, row.goal, mark(row)]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(3, ...cells.map(line => line[column]!.length)));
  const line = (texts: readonly string[]) => `| ${texts.map((text, i) => text.padEnd(widths[i]!)).join(' | ')} |`;
  const rule = line(widths.map(width => '-'.repeat(width)));
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join('\n');
}
