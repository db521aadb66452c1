// The demo's providers: a dozen, most of them verified.

import type { Category } from '../domain/categories.ts';
import type { ProviderState } from '../domain/provider.ts';

export interface DemoProvider {
  number: number;
  name: string;
  about: string;
  state: ProviderState;
  category: Category;
  title: string;
  priceFrom: bigint;
  priceTo: bigint;
  unit: 'hour' | 'visit' | 'fixed';
  warrantyDays: number;
  lateCancelPercent: number;
}

type Row = readonly [
  name: string,
  category: Category,
  title: string,
  unit: DemoProvider['unit'],
  euros: readonly [from: number, to: number],
  warrantyDays: number,
];

const rows: readonly Row[] = [
  ['Rohr & Sohn', 'plumbing', 'Taps, drains and toilets', 'visit', [60, 240], 365],
  ['Wasserwerk Weber', 'plumbing', 'Leaks found and mended', 'hour', [55, 95], 180],
  ['Strom & Licht', 'electrical', 'Sockets, lamps and fuses', 'visit', [70, 300], 730],
  ['Warme Stube', 'heating', 'Radiators and thermostats', 'visit', [80, 350], 365],
  ['Farbe bekennen', 'painting', 'Rooms painted, walls filled', 'fixed', [250, 1_800], 365],
  ['Holzwurm', 'carpentry', 'Doors, floors and shelves', 'hour', [50, 80], 365],
  ['Schlüsselfertig', 'locksmith', 'Locks opened and changed', 'visit', [90, 260], 90],
  ['Blitzblank', 'cleaning', 'Cleaning, once or every week', 'hour', [28, 42], 0],
  ['Heimweh Umzüge', 'moving', 'Moves across the city', 'fixed', [350, 2_500], 0],
  ['Grüner Daumen', 'gardening', 'Balconies and gardens', 'hour', [35, 60], 0],
  ['Kabelsalat', 'appliances', 'Washing machines and stoves', 'visit', [65, 280], 180],
  ['Kammerjäger Klein', 'pest_control', 'Mice, moths and ants', 'visit', [95, 400], 90],
];

/** One waits to be verified, one has not handed in its papers, and of one a paper has expired. */
const others: Readonly<Record<number, ProviderState>> = { 10: 'submitted', 11: 'draft', 12: 'suspended' };

export const demoProviders: readonly DemoProvider[] = rows.map(
  ([name, category, title, unit, [from, to], warrantyDays], index) => ({
    number: index + 1,
    name,
    about: `${title}. We come on time, and clean up before we go.`,
    state: others[index + 1] ?? 'verified',
    category,
    title,
    priceFrom: BigInt(from * 100),
    priceTo: BigInt(to * 100),
    unit,
    warrantyDays,
    lateCancelPercent: 20,
  }),
);
