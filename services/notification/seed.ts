// What the demo people find in the app: news of the tickets that ticket seeds, told as if they had just come. Which
// ticket is whose, and what became of it, follows from the same numbers there; the test of this seed compares.

import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import { epochMs, type Instant, instantAt, minus } from '#kernel/time';
import type { NotificationCtx } from './definition.ts';
import { compose } from './delivery/compose.ts';
import type { Variables } from './delivery/rows.ts';
import type { Locale, TypeName } from './domain/types.ts';
import { newsIn, type TimelineItem } from './ports/timeline.ts';
import { choose } from './queries.ts';

const buildings = [1, 2, 3];
const ticketsEach = 50;

/** The reports in turn; those about a common area are nobody's home's. */
const reports: readonly (readonly [title: string, common: boolean])[] = [
  ['Water stain on the bathroom ceiling grows', false],
  ['Radiator in the bedroom stays cold', false],
  ['No light on the stairs', true],
  ['The lift jerks when it stops', true],
  ['The key turns only with force', false],
  ['Paper bins were not emptied', true],
  ['The kitchen sink drains slowly', false],
  ['The doorbell does not ring', false],
  ['The living room window does not close', false],
  ['Drilling on Sunday mornings', false],
  ['No hot water since this morning', false],
  ['A branch hangs over the playground', true],
];
const liftReport = ['The lift does not come', true] as const;
const liftIndexes = [0, 12, 24];

type Step = 'asked' | 'resolved';
/** What became of the tickets of a building, in turn: how long ago they were opened, in hours, and what its author was
 * told since. */
const fates: readonly (readonly [leastHours: number, spreadHours: number, steps: readonly Step[]])[] = [
  [1, 40, []],
  [3, 60, []],
  [8, 120, []],
  [10, 100, ['asked']],
  [30, 120, ['asked']],
  [32, 90, ['asked', 'resolved']],
  [60, 500, ['asked', 'resolved']],
  [240, 330, ['asked', 'resolved']],
  [60, 500, ['asked', 'resolved']],
  [10, 400, []],
  [8, 100, []],
  [80, 200, ['asked', 'resolved']],
];
const hourMs = 3_600_000;
const afterHours: Record<Step, number> = { asked: 6, resolved: 30 };
const typeOf: Record<Step, TypeName> = { asked: 'ticket.question_asked', resolved: 'ticket.resolved' };
/** Older news were read. */
const readAfter = '2d';

/** Fills an empty database; does nothing where the demo news are. */
export async function seed(ctx: NotificationCtx): Promise<void> {
  await ctx.db.transaction(async tx => {
    const { seeded } = await tx.one({ seeded: col.bool })`
      select exists (select from building_staff where user_id = ${seedId('manager:1')}) as seeded`;
    if (seeded) return;
    const staff = [
      ...buildings.map(building => ({ building, id: `manager:${building}`, role: 'manager' })),
      ...[1, 2, 3, 4, 5, 6].map(n => ({ building: ((n - 1) % 3) + 1, id: `staff:${n}`, role: 'support' })),
    ];
    await tx.run`
      insert into building_staff (building_id, user_id, role)
      select * from unnest(${staff.map(({ building }) => seedId(`building:${building}`))}::uuid[],
                           ${staff.map(({ id }) => seedId(id))}::uuid[], ${staff.map(({ role }) => role)}::text[])`;
    await tx.run`
      insert into vendor_staff (vendor_id, user_id) values (${seedId('vendor:demo')}, ${seedId('vendor:1')})`;
    await choose(
      tx,
      seedId('resident:1'),
      [{ type: 'ticket.question_asked', channel: 'sms', enabled: true }],
      ctx.now(),
    );
    await choose(tx, seedId('resident:2'), [{ type: 'ticket.commented', channel: 'email', enabled: false }], ctx.now());
    await tx.run`
      insert into notification_settings (user_id, quiet_from, quiet_to, email_digest, updated_at)
      values (${seedId('resident:3')}, '22:00', '07:00', 'immediate', ${ctx.now()}),
             (${seedId('manager:3')}, null, null, 'daily', ${ctx.now()})`;
    await newsIn(tx).add(demoNews(ctx));
  });
}

function demoNews(ctx: NotificationCtx): TimelineItem[] {
  return buildings.flatMap(building =>
    Array.from({ length: ticketsEach }, (_, index) => newsOfTicket(ctx, building, index)).flat(),
  );
}

/** Its report to the manager; the question and the solution to its author. */
function newsOfTicket(ctx: NotificationCtx, building: number, index: number): TimelineItem[] {
  const number = (building - 1) * ticketsEach + index + 1;
  const [leastHours, spreadHours, steps] = fates[index % fates.length]!;
  const held = building === 1 && liftIndexes.includes(index);
  const [title, common] = held ? liftReport : reports[(index * 5 + building) % reports.length]!;
  const home = (building - 1) * 40 + (((common ? index * 3 : index * 7) % 20) + 1);
  const openedMs = epochMs(ctx.now()) - (leastHours + ((number * 37) % spreadHours)) * hourMs;
  const about = { ticketId: seedId(`ticket:${number}`), title };
  const urgent = number % 7 === 0;
  return [
    newsFor(ctx, `manager:${building}`, 'ticket.created', { ...about, urgent }, instantAt(openedMs)),
    ...steps.map(step =>
      newsFor(ctx, `resident:${home}`, typeOf[step], about, instantAt(openedMs + afterHours[step] * hourMs)),
    ),
  ];
}

function newsFor(
  ctx: NotificationCtx,
  person: string,
  type: TypeName,
  variables: Variables,
  createdAt: Instant,
): TimelineItem {
  const userId = seedId(person);
  const addressee = { userId, name: null, locale: localeOf(person), zone: 'Europe/Berlin' };
  const { subject, short, link } = compose(ctx, new Map(), { type, variables }, addressee);
  return {
    id: seedId(`notification:${person}:${type}:${variables.ticketId}`),
    userId,
    type,
    title: subject,
    body: short,
    link,
    createdAt,
    readAt: createdAt < minus(ctx.now(), readAfter) ? createdAt : null,
  };
}

/** Every third of iam's demo people reads German: of the managers the second, of the residents every third. */
function localeOf(person: string): Locale {
  const [kind, number] = person.split(':');
  const index = Number(number) + (kind === 'resident' ? 9 : 0);
  return index % 3 === 2 ? 'de' : 'en';
}
