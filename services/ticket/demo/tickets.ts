// The 150 tickets of the demo community: fifty a building, in every state.

import { seedId } from '#kernel/seed';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import type { Sla } from '../contract/setup.ts';
import type { Promises } from '../domain/clocks.ts';
import { begin, hold, type Life, look, say, take } from './life.ts';
import { type DemoReport, demoReports } from './reports.ts';

export interface DemoTicket {
  number: number;
  building: number;
  report: DemoReport;
  life: Life;
  urgent: boolean;
  openedAt: Instant;
  openedBy: string;
  /** The number of the home, or null for a common area. */
  unit: number | null;
  assigneeId: string | null;
  mergedInto: string | null;
  incidentId: string | null;
}

export interface DemoWorld {
  now: Instant;
  promisesOf(building: number): Promises;
  slaOf(category: readonly string[]): Sla;
}

export const buildings = [1, 2, 3] as const;
const ticketsPerBuilding = 50;

/** What became of the tickets of a building, in turn. */
const fates = [
  'open',
  'assigned',
  'in_progress',
  'waiting',
  'answered',
  'resolved',
  'confirmed',
  'auto_closed',
  'confirmed',
  'withdrawn',
  'duplicate',
  'reopened',
] as const;
type Fate = (typeof fates)[number];

/** How many hours ago it was opened at least, so that its whole life fits before now, and how many more by its turn. */
const ages: Record<Fate, readonly [least: number, spread: number]> = {
  open: [1, 40],
  assigned: [3, 60],
  in_progress: [8, 120],
  waiting: [10, 100],
  answered: [30, 120],
  resolved: [32, 90],
  confirmed: [60, 500],
  auto_closed: [240, 330],
  withdrawn: [10, 400],
  duplicate: [8, 100],
  reopened: [80, 200],
};

/** All of them; no part of a life lies more than 24 days back, for which there may be no partition. */
export const demoTickets = (world: DemoWorld): DemoTicket[] =>
  buildings.flatMap(building =>
    Array.from({ length: ticketsPerBuilding }, (_, index) => demoTicket(world, building, index)),
  );

/** The number of the ticket with an index in a building. */
const numberOf = (building: number, index: number): number => (building - 1) * ticketsPerBuilding + index + 1;

/** On the lift of building 1, three people report the outage that is its open incident. */
const heldIndexes: readonly number[] = [0, 12, 24];

function demoTicket(world: DemoWorld, building: number, index: number): DemoTicket {
  const number = numberOf(building, index);
  const fate = fates[index % fates.length]!;
  const held = building === 1 && heldIndexes.includes(index);
  const report = held ? liftReport : demoReports[(index * 5 + building) % demoReports.length]!;
  const unit = report.place === undefined ? (building - 1) * 40 + ((index * 7) % 20) + 1 : null;
  const [least, spread] = ages[fate];
  const openedAt = instantAt(epochMs(world.now) - Math.round((least + ((number * 37) % spread)) * 3_600_000));
  const urgent = number % 7 === 0;
  const openedBy = seedId(`resident:${unit ?? (building - 1) * 40 + ((index * 3) % 20) + 1}`);
  const staff = seedId(`staff:${building + 3 * (index % 2)}`);
  const ticketId = seedId(`ticket:${number}`);
  const life = begin(ticketId, world.slaOf(report.category), urgent, openedAt, openedBy, world.promisesOf(building));
  live(life, fate, { report, openedAt, openedBy, staff });
  const incidentId = held ? seedId('incident:1') : null;
  if (incidentId) hold(life, instantAt(epochMs(world.now) - 1_800_000), incidentId, staff);
  look(life, world.now);
  // A duplicate leads to the ticket before it of the same building that is still open.
  const mergedInto = fate === 'duplicate' ? seedId(`ticket:${numberOf(building, index - 10)}`) : null;
  const assigneeId = life.state.assigneeId;
  return { number, building, report, life, urgent, openedAt, openedBy, unit, assigneeId, mergedInto, incidentId };
}

const liftReport: DemoReport = {
  category: ['Lift', 'Out of order'],
  title: 'The lift does not come',
  description: 'The display is dark.',
  question: '',
  answer: '',
  solution: '',
  place: 'Lift, entrance B',
  tags: ['safety'],
};

interface Cast {
  report: DemoReport;
  openedAt: Instant;
  openedBy: string;
  staff: string;
}

/** Leads a ticket to its fate. */
function live(life: Life, fate: Fate, cast: Cast): void {
  const { openedAt, openedBy, staff } = cast;
  const after = (hours: number) => instantAt(epochMs(openedAt) + hours * 3_600_000);
  if (fate === 'withdrawn') take(life, after(5), { do: 'close', reason: 'withdrawn' }, 'household', openedBy);
  else if (fate === 'duplicate') take(life, after(4), { do: 'close', reason: 'duplicate' }, 'staff', staff);
  else if (fate !== 'open') workOn(life, fate, cast, after);
}

/** What staff and household do about a ticket, until its fate is reached. */
function workOn(life: Life, fate: Fate, { report, openedBy, staff }: Cast, after: (hours: number) => Instant): void {
  take(life, after(1), { do: 'assign', assigneeId: staff }, 'staff', staff);
  if (fate === 'assigned') return;
  take(life, after(3), { do: 'start' }, 'staff', staff);
  say(life, after(4), 'comment', 'Thank you for telling us. We are looking into it.', staff, true);
  if (fate === 'in_progress') return;
  say(life, after(6), 'question', report.question, staff, true);
  take(life, after(6), { do: 'ask' }, 'staff', staff);
  if (fate === 'waiting') return;
  say(life, after(24), 'answer', report.answer, openedBy, false);
  take(life, after(24), { do: 'answer' }, 'household', openedBy);
  if (fate === 'answered') return;
  say(life, after(30), 'resolution', report.solution, staff, false);
  take(life, after(30), { do: 'resolve' }, 'staff', staff);
  if (fate === 'confirmed') take(life, after(50), { do: 'close', reason: 'solved' }, 'household', openedBy);
  if (fate === 'auto_closed') take(life, after(30 + 7 * 24), { do: 'close', reason: 'auto_closed' }, 'platform', null);
  if (fate !== 'reopened') return;
  say(life, after(70), 'reopening', 'It is the same again.', openedBy, false);
  take(life, after(70), { do: 'reopen' }, 'household', openedBy);
}
