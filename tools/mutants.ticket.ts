// The guards of ticket.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/ticket';
const tests = `${service}/test`;

export const ticket: Table = {
  [`${service}/operations/board/list-assignees.ts`]: {
    [`${tests}/assignment.test.ts`]: [
      [
        'nobody can be given a ticket while iam is away',
        "ctx.log.warn({ err: error }, 'those who can be given tickets are listed without names');",
        'throw error;',
      ],
    ],
  },
  [`${service}/domain/status.ts`]: {
    [`${tests}/status-machine.test.ts`]: [
      ['residents do the work of staff', 'if (!rule.who.includes(who)) fail', 'if (false) fail'],
      ['a duplicate is reopened', "if (state.closeReason === 'duplicate')", 'if (false)'],
    ],
    [`${tests}/life.test.ts`]: [
      ['a ticket takes any step from any state', 'if (!rule.from.includes(state.status))', 'if (false)'],
    ],
  },
  [`${service}/domain/clocks.ts`]: {
    [`${tests}/clocks.test.ts`]: [
      [
        'a pause is counted',
        'usedMs: usedMsAt(clock, at, promises.calendar), runningSince: null',
        'usedMs: usedMsAt(clock, at, promises.calendar)',
      ],
      [
        'a longer promise undoes a breach',
        '(breachedAt ?? atUsed(targetMinutes * minuteMs))',
        'atUsed(targetMinutes * minuteMs)',
      ],
      ['a level is told again and again', 'breachedAt === null : level > told;', 'breachedAt === null : true;'],
    ],
  },
  [`${service}/domain/sla.ts`]: {
    [`${tests}/sla-clock.test.ts`]: [
      [
        'the clocks run while the resident is asked',
        "if (status === 'waiting_for_resident' || heldByIncident) return",
        'if (heldByIncident) return',
      ],
      ['the clocks run after the resolution', 'if (!isActive(status)) return stop(clock, at, promises);', ''],
    ],
    [`${tests}/incidents.test.ts`]: [
      [
        'the clocks run while an incident holds the ticket',
        "if (status === 'waiting_for_resident' || heldByIncident) return",
        "if (status === 'waiting_for_resident') return",
      ],
    ],
  },
  [`${service}/change/change.ts`]: {
    [`${tests}/assignment.test.ts`]: [
      ['two change one ticket at once', 'where t.id = ${ticketId} for update`;', 'where t.id = ${ticketId}`;'],
    ],
    [`${tests}/report.test.ts`]: [
      [
        'an outdated version is changed',
        'if (expectedVersion !== undefined && expectedVersion !== ticket.version)',
        'if (false)',
      ],
    ],
    [`${tests}/escalation.test.ts`]: [['a step between two sweeps hides a breach', 'await tellCrossings(change);', '']],
  },
  [`${service}/operations/tickets/merge-ticket.ts`]: {
    [`${tests}/merge.test.ts`]: [
      ['two tickets are merged into each other', "if (target.ticket.status === 'closed')", 'if (false)'],
      [
        'a ticket is merged into one of another building',
        'if (target?.ticket.building_id !== buildingId)',
        'if (!target)',
      ],
      ['merges lead through a chain', 'where merged_into = ${ticketId}`', 'where merged_into = ${ticketId} and false`'],
    ],
  },
  [`${service}/operations/tickets/reopen-ticket.ts`]: {
    [`${tests}/life.test.ts`]: [
      ['what was solved long ago is reopened', "if (seen.who === 'household') requireWindow(change);", ''],
    ],
  },
  [`${service}/change/people.ts`]: {
    [`${tests}/people.test.ts`]: [
      ['who is gone comes back to tickets with a move-out', 'await noteForgotten(tx, userId, ctx.now());', ''],
    ],
  },
  [`${service}/queries/cards.ts`]: {
    [`${tests}/access.test.ts`]: [
      ['a new tenant reads what the one before wrote', 'and (t.opened_at >= me.since\n', 'and (true\n'],
      [
        'staff of one building see the tickets of all',
        "call.can(['manager', 'support'], { building: buildingId })",
        "call.can(['manager', 'support'], { building: buildingId }) || /manager|support/.test(JSON.stringify(call.user))",
      ],
      ['neighbours see a ticket', "return found.observes ? 'observer' : null;", "return 'observer';"],
    ],
  },
};
