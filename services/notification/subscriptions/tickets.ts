// What happens to tickets, to those who follow them; never to the one who did it.

import type { EventMeta } from '#kernel/events/worker';
import type { Tx } from '#kernel/sql/database';
import {
  ticketAssigned,
  ticketClosed,
  ticketCommented,
  ticketCreated,
  ticketSlaBreached,
  ticketSlaWarning,
  ticketStatusChanged,
} from '#services/ticket/events';
import { type NotificationCtx, notificationService } from '../definition.ts';
import { enqueue } from '../delivery/enqueue.ts';
import type { Variables } from '../delivery/rows.ts';
import type { TypeName } from '../domain/types.ts';
import { staffOf } from '../queries.ts';

interface About {
  ticketId: string;
  title: string;
  by: string | null;
}

/** Notes a notice on a ticket, named by its event unless told. */
async function tell(
  ctx: NotificationCtx,
  tx: Tx,
  { id: key }: Pick<EventMeta, 'id'>,
  { ticketId, title, by }: About,
  type: TypeName,
  people: readonly (string | null)[],
  more: Variables = {},
): Promise<void> {
  const userIds = people.filter(userId => userId !== null && userId !== by) as string[];
  await enqueue(ctx, tx, { type, key, userIds, variables: { ticketId, title, ...more } });
}

export const onCreated = notificationService.on(ticketCreated, async (ctx, data, tx, meta) => {
  const managers = (await staffOf(tx, data.buildingId)).filter(({ role }) => role === 'manager');
  const people = [...data.watchers, ...managers.map(({ userId }) => userId)];
  await tell(ctx, tx, meta, data, 'ticket.created', people, { urgent: data.urgent });
});

/** When it is given back, its change of status tells it. */
export const onAssigned = notificationService.on(ticketAssigned, async (ctx, data, tx, meta) => {
  if (data.assigneeId === null) return;
  await tell(ctx, tx, meta, data, 'ticket.assigned', [...data.watchers, data.assigneeId, data.executorId]);
});

/** Closing, the first assignment and an answer to a question have events of their own. */
export const onStatusChanged = notificationService.on(ticketStatusChanged, async (ctx, data, tx, meta) => {
  const { from, to, watchers } = data;
  if (to === 'waiting_for_resident') return tell(ctx, tx, meta, data, 'ticket.question_asked', watchers);
  if (to === 'resolved') return tell(ctx, tx, meta, data, 'ticket.resolved', watchers);
  if (to === 'closed' || from === 'waiting_for_resident' || (from === 'open' && to === 'assigned')) return;
  await tell(ctx, tx, meta, data, 'ticket.progressed', watchers, { status: to });
});

/** Internal notes are for the staff of the building alone. */
export const onCommented = notificationService.on(ticketCommented, async (ctx, data, tx, meta) => {
  const { internal, watchers, buildingId } = data;
  const people = internal ? await amongStaff(tx, buildingId, watchers) : watchers;
  await tell(ctx, tx, meta, data, 'ticket.commented', people, { internal });
});

export const onClosed = notificationService.on(ticketClosed, (ctx, data, tx, meta) =>
  tell(ctx, tx, meta, data, 'ticket.closed', data.watchers, { reason: data.reason }),
);

/** A clock running out is a matter of those who work on the ticket, and of the managers where nobody does yet. */
export const onSlaWarning = notificationService.on(ticketSlaWarning, async (ctx, data, tx, meta) => {
  const { clock, dueAt, watchers, buildingId } = data;
  const people = await responsible(tx, buildingId, watchers);
  await tell(ctx, tx, meta, data, 'ticket.sla_warning', people, { clock, dueAt });
});

/** A level that names several people has an event for each; those who work on the ticket are told once. */
export const onSlaBreached = notificationService.on(ticketSlaBreached, async (ctx, data, tx) => {
  const { ticketId, clock, dueAt, level, watchers, buildingId, escalatedTo } = data;
  const people = escalatedTo
    ? [...(await amongStaff(tx, buildingId, watchers)), escalatedTo]
    : await responsible(tx, buildingId, watchers);
  const id = [ticketId, clock, dueAt, level].join(':');
  await tell(ctx, tx, { id }, data, 'ticket.sla_breached', people, { clock, dueAt, level });
});

async function amongStaff(tx: Tx, buildingId: string, people: readonly string[]): Promise<string[]> {
  const staff = new Set((await staffOf(tx, buildingId)).map(({ userId }) => userId));
  return people.filter(userId => staff.has(userId));
}

async function responsible(tx: Tx, buildingId: string, watchers: readonly string[]): Promise<string[]> {
  const staff = await staffOf(tx, buildingId);
  const working = staff.filter(({ userId }) => watchers.includes(userId));
  return (working.length > 0 ? working : staff.filter(({ role }) => role === 'manager')).map(({ userId }) => userId);
}
