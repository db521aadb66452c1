// The life of a demo ticket, lived by the same rules as a real one at instants that have passed.

import { seedId } from '#kernel/seed';
import type { Instant } from '#kernel/time';
import type { Sla } from '../contract/setup.ts';
import type { TimelineEntry } from '../contract/wire.ts';
import { type Clock, crossingsBy, type Promises } from '../domain/clocks.ts';
import { afterReply, clocksOf, inSituation } from '../domain/sla.ts';
import { type Action, isActive, type Standing, type TicketState, transition } from '../domain/status.ts';
import { type Entry, entryOf } from '../queries/history.ts';

export interface DemoComment {
  id: string;
  ticketId: string;
  authorId: string;
  kind: TimelineEntry['kind'];
  text: string;
  internal: boolean;
  createdAt: Instant;
}

export interface Life {
  ticketId: string;
  promises: Promises;
  state: TicketState;
  held: boolean;
  clocks: Clock[];
  breached: boolean;
  resolvedAt: Instant | null;
  updatedAt: Instant;
  version: number;
  entries: Entry[];
  comments: DemoComment[];
}

/** A ticket as it is opened. */
export function begin(
  ticketId: string,
  sla: Sla,
  urgent: boolean,
  at: Instant,
  by: string | null,
  promises: Promises,
): Life {
  const life: Life = {
    ticketId,
    promises,
    state: { status: 'open', askedFrom: null, assigneeId: null, closeReason: null },
    held: false,
    clocks: clocksOf(sla, urgent, at, promises),
    breached: false,
    resolvedAt: null,
    updatedAt: at,
    version: 0,
    entries: [],
    comments: [],
  };
  enter(life, { at, kind: 'opened', to: 'open', by });
  return life;
}

type EntryFields = Partial<Entry> & Pick<Entry, 'at' | 'kind' | 'by'>;

function enter(life: Life, fields: EntryFields): void {
  const id = seedId(`entry:${life.ticketId}:${life.entries.length}`);
  life.entries.push(entryOf({ id, ticketId: life.ticketId, ...fields }));
  life.version++;
  life.updatedAt = fields.at;
}

/** Lets the clocks run into what they ran into by an instant, as the sweep would have seen it. */
export function look(life: Life, at: Instant): void {
  const results = life.clocks.map(clock => crossingsBy(clock, at, life.promises));
  life.clocks = results.map(({ clock }) => clock);
  for (const { clock, dueAt, level } of results.flatMap(({ crossings }) => crossings)) {
    if (level === null) continue;
    life.breached = true;
    enter(life, {
      at: dueAt > at ? at : dueAt,
      kind: 'escalated',
      by: null,
      internal: true,
      details: { clock, dueAt, level },
    });
  }
}

const align = (life: Life, at: Instant): void => {
  const situation = { status: life.state.status, heldByIncident: life.held };
  life.clocks = inSituation(life.clocks, situation, at, life.promises);
};

/** Takes a step. */
export function take(life: Life, at: Instant, action: Action, who: Standing, by: string | null): void {
  look(life, at);
  const from = life.state.status;
  life.state = transition(life.state, action, who);
  const to = life.state.status;
  if (isActive(to)) life.resolvedAt = null;
  else if (to === 'resolved') life.resolvedAt = at;
  align(life, at);
  if (from !== to) {
    const reason = life.state.closeReason;
    enter(life, { at, kind: 'status', from, to, by, details: reason ? { reason } : {} });
  }
  if (action.do === 'assign') enter(life, { at, kind: 'assigned', by, people: [action.assigneeId, null] });
}

/** Writes on the ticket; what staff tell the household counts as a reply. */
export function say(
  life: Life,
  at: Instant,
  kind: DemoComment['kind'],
  text: string,
  by: string,
  counts: boolean,
): void {
  look(life, at);
  const id = seedId(`comment:${life.ticketId}:${life.comments.length}`);
  life.comments.push({ id, ticketId: life.ticketId, authorId: by, kind, text, internal: false, createdAt: at });
  life.version++;
  if (!counts) return;
  life.clocks = afterReply(life.clocks, at, life.promises);
  align(life, at);
}

/** Lets the ticket wait for an incident. */
export function hold(life: Life, at: Instant, incidentId: string, by: string): void {
  look(life, at);
  life.held = true;
  align(life, at);
  enter(life, { at, kind: 'incident', by, details: { incidentId } });
}
