// What can be booked, as rows.

import type { z } from 'zod';
import type { Call } from '#kernel/call';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { AvailabilityRule, Resource } from '../contract/wire.ts';
import type { Conditions, Days } from '../domain/admission.ts';
import type { Limits, Rule } from '../domain/availability.ts';
import type { RefundStep } from '../domain/price.ts';
import type { Quota } from '../domain/quota.ts';

const shape = {
  id: col.uuid,
  building_id: col.uuid,
  name: col.text,
  kind: col.any<z.output<typeof Resource>['kind']>(),
  description: col.text,
  capacity: col.int,
  zone: col.text,
  slot_minutes: col.int,
  max_slots: col.int,
  buffer_before_minutes: col.int,
  buffer_after_minutes: col.int,
  min_notice_minutes: col.int,
  max_ahead_days: col.int,
  approval: col.bool,
  fee: col.bigint,
  fee_per: col.any<'booking' | 'slot'>(),
  deposit: col.bigint,
  currency: col.text,
  terms: col.text.orNull,
  terms_version: col.int,
  refund_steps: col.json<RefundStep[]>(),
  quota: col.json<Quota>().orNull,
  no_show: col.json<{ graceMinutes: number; max: number }>().orNull,
  check_in_code: col.text,
  state: col.any<'active' | 'archived'>(),
  version: col.int,
};
export const resourceRow = row(shape, 'r');
export type ResourceRow = RowOf<typeof shape>;

export const toResource = (found: ResourceRow, outOfOrder: boolean): z.output<typeof Resource> => ({
  id: found.id,
  buildingId: found.building_id,
  name: found.name,
  kind: found.kind,
  description: found.description,
  capacity: found.capacity,
  zone: found.zone,
  slotMinutes: found.slot_minutes,
  maxSlots: found.max_slots,
  bufferBeforeMinutes: found.buffer_before_minutes,
  bufferAfterMinutes: found.buffer_after_minutes,
  minNoticeMinutes: found.min_notice_minutes,
  maxAheadDays: found.max_ahead_days,
  approval: found.approval,
  fee: { amount: String(found.fee), currency: found.currency },
  feePer: found.fee_per,
  deposit: { amount: String(found.deposit), currency: found.currency },
  terms: found.terms,
  termsVersion: found.terms_version,
  refundSteps: found.refund_steps,
  quota: found.quota,
  noShow: found.no_show,
  state: found.state,
  outOfOrder,
  version: found.version,
});

const askedRow = {
  ...resourceRow,
  out_of_order: col.bool,
  rules: col.json<Rule[]>(),
  draws: col.json<Days[]>(),
  /** Where somebody lives in its building. */
  homes: col.uuids,
};
export type Asked = RowOf<typeof askedRow>;

/** A resource with all that decides on whether somebody can book it, or null. */
export const findAsked = (db: Queries, resourceId: string, userId: string | null = null): Promise<Asked | null> =>
  db.maybe(askedRow)`
    select ${resourceRow},
           exists (select from outages o where o.resource_id = r.id and o.resolved_at is null) as out_of_order,
           coalesce((
             select jsonb_agg(jsonb_build_object(
               'kind', a.kind, 'rrule', a.rrule, 'firstDay', a.first_day, 'lastDay', a.last_day,
               'fromMinute', a.from_minute, 'toMinute', a.to_minute) order by a.id)
             from availability_rules a where a.resource_id = r.id), '[]') as rules,
           coalesce((
             select jsonb_agg(jsonb_build_object('firstDay', d.first_day, 'lastDay', d.last_day))
             from draws d where d.resource_id = r.id and d.state = 'open'), '[]') as draws,
           array(select h.unit_id from residents h
                 where h.user_id = ${userId}::uuid and h.building_id = r.building_id and h.lives
                 order by h.unit_id) as homes
    from resources r where r.id = ${resourceId}`;

/** Who may see a resource and book it. */
export const mayUse = (call: Call, buildingId: string): boolean =>
  call.can(['resident', 'manager'], { building: buildingId });

/** Decides on a resource for whoever wants to use it. Raises `not_found`. */
export async function seeAsked(db: Queries, call: Call, resourceId: string): Promise<Asked> {
  const found = await findAsked(db, resourceId, call.user?.userId);
  call.require(found !== null && mayUse(call, found.building_id), 'There is no such thing to book.');
  return found!;
}

/** Decides on a resource for its managers; gives its building. Raises `not_found`. */
export async function requireManager(db: Queries, call: Call, resourceId: string): Promise<string> {
  const found = await db.maybe({ building_id: col.uuid })`select building_id from resources where id = ${resourceId}`;
  call.require(
    found !== null && call.can('manager', { building: found.building_id }),
    'There is no such thing to book.',
  );
  return found!.building_id;
}

export const limitsOf = (found: ResourceRow): Limits => ({
  zone: found.zone,
  capacity: found.capacity,
  beforeMinutes: found.buffer_before_minutes,
  afterMinutes: found.buffer_after_minutes,
  noticeMinutes: found.min_notice_minutes,
  aheadDays: found.max_ahead_days,
});

export const conditionsOf = (found: Asked): Conditions => ({
  plan: { zone: found.zone, slotMinutes: found.slot_minutes, rules: found.rules },
  limits: limitsOf(found),
  maxSlots: found.max_slots,
  active: found.state === 'active',
  outOfOrder: found.out_of_order,
  termsVersion: found.terms_version,
  draws: found.draws,
});

const ruleShape = {
  id: col.uuid,
  resource_id: col.uuid,
  kind: col.any<'open' | 'closed'>(),
  name: col.text,
  rrule: col.text.orNull,
  first_day: col.date,
  last_day: col.date.orNull,
  from_minute: col.int,
  to_minute: col.int,
};
export const ruleRow = row(ruleShape, 'a');

const clockOf = (minute: number): string => {
  // A rule that ends with the day says 24:00; one that goes on into the next day says when on that.
  const shown = minute > 1_440 ? minute - 1_440 : minute;
  return `${String(Math.floor(shown / 60)).padStart(2, '0')}:${String(shown % 60).padStart(2, '0')}`;
};

export const toRule = (found: RowOf<typeof ruleShape>): z.output<typeof AvailabilityRule> => ({
  id: found.id,
  resourceId: found.resource_id,
  kind: found.kind,
  name: found.name,
  rrule: found.rrule,
  firstDay: found.first_day,
  lastDay: found.last_day,
  from: clockOf(found.from_minute),
  to: clockOf(found.to_minute),
});

/** `08:30` in minutes since midnight. */
export const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
