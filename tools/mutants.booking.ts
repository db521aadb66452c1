// The guards of booking.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/booking';
const tests = `${service}/test`;

export const booking: Table = {
  [`${service}/migrations/0001.do.booking.sql`]: {
    [`${tests}/contention.test.ts`]: [
      [
        'nothing keeps bookings apart',
        "constraint reservations_slot exclude using gist (resource_id with =, occupies with &&)\n    where (exclusive and state in ('held', 'offered', 'pending', 'confirmed', 'checked_in'))",
        'constraint reservations_slot check (true)',
      ],
      ['a counter goes beyond its capacity', 'check (taken between 0 and capacity)', 'check (taken >= 0)'],
    ],
  },
  [`${service}/book/claim.ts`]: {
    [`${tests}/contention.test.ts`]: [
      ['a slot that is full does not refuse the rest', 'if (moved < cells)', 'if (false)'],
    ],
    [`${tests}/waiting.test.ts`]: [
      ['a place stays counted when it is given up', 'set taken = s.taken - 1', 'set taken = s.taken'],
      [
        'who waits hears nothing',
        'set due_at = ${ctx.now()}\n    from reservations b',
        'set due_at = null\n    from reservations b',
      ],
    ],
  },
  [`${service}/book/quota.ts`]: {
    [`${tests}/lifecycle.test.ts`]: [
      ['the quota is not looked at', 'if (used >= quota.max)', 'if (false)'],
      [
        'two at once both find one left',
        'await tx.run`select pg_advisory_xact_lock(hashtextextended(${`${resource.id} ${subject}`}, 1))`;',
        '',
      ],
      ['who never comes books on', 'if (missed >= resource.no_show.max)', 'if (false)'],
    ],
  },
  [`${service}/domain/wall.ts`]: {
    [`${tests}/wall-clock.test.ts`]: [
      ['every day counts as even', 'if (even) return', 'if (true) return'],
      [
        'skipped times go backwards',
        "return earlier.getTimeZoneTransition('next')!.epochMilliseconds;",
        'return earlier.epochMilliseconds;',
      ],
      ['the second of two equal times counts', "disambiguation: 'earlier'", "disambiguation: 'later'"],
    ],
  },
  [`${service}/domain/availability.ts`]: {
    [`${tests}/wall-clock.test.ts`]: [
      ['closed rules are ignored', '|| !isOpen(start, start + slotMinutes)', ''],
      ['what the clock never shows is offered', 'if (endMs > startMs) slots.push', 'slots.push'],
    ],
    [`${tests}/lifecycle.test.ts`]: [
      [
        'notice is not asked for',
        "if (startMs < soonestMs) return 'too_soon'",
        "if (startMs < soonestMs) return 'yes'",
      ],
    ],
  },
  [`${service}/domain/admission.ts`]: {
    [`${tests}/lifecycle.test.ts`]: [
      ['terms need not be accepted', 'if (rest.termsVersion > 0 && acceptedTerms !== rest.termsVersion)', 'if (false)'],
    ],
    [`${tests}/draw.test.ts`]: [
      ['drawn days can be booked', 'if (isDrawn(first.from, conditions.draws)) refuse', 'if (false) refuse'],
    ],
    [`${tests}/elsewhere.test.ts`]: [
      ['what is out of order can be booked', 'if (conditions.outOfOrder) refuse', 'if (false) refuse'],
    ],
  },
  [`${service}/domain/hold.ts`]: {
    [`${tests}/money.test.ts`]: [
      [
        'money is taken before the manager decides',
        "next === 'capturing' && needsApproval && !decided ? 'awaiting_approval' : next",
        'next',
      ],
    ],
  },
  [`${service}/hold/drive.ts`]: {
    [`${tests}/kills.test.ts`]: [
      [
        'a hold that ran out goes on',
        'if (expires && hold.expires_at !== null && hold.expires_at <= ctx.now())',
        'if (false)',
      ],
    ],
  },
  [`${service}/hold/save.ts`]: {
    [`${tests}/elsewhere.test.ts`]: [
      ['what was wanted meanwhile is forgotten', 'if (card.cancel_wanted !== null)', 'if (false)'],
    ],
    [`${tests}/money.test.ts`]: [
      [
        'a driver that lost the lead saves all the same',
        'where reservation_id = ${hold.reservation_id} and version = ${hold.version}`;',
        'where reservation_id = ${hold.reservation_id}`;',
      ],
    ],
    [`${tests}/waiting.test.ts`]: [
      [
        'nobody hears that a hold has ended',
        'await freeSlot(ctx, tx, card);\n  if (expired && pending)',
        'if (expired && pending)',
      ],
    ],
  },
  [`${service}/domain/price.ts`]: {
    [`${tests}/money.test.ts`]: [
      ['the fee always comes back', 'leftMs >= step.hoursBefore * hourMs', 'true'],
      ['the deposit never comes back', '/ 100n,\n  deposit,', '/ 100n,\n  deposit: 0n,'],
    ],
  },
  [`${service}/queries/bookings.ts`]: {
    [`${tests}/lifecycle.test.ts`]: [
      [
        'bookings of others are shown',
        'found !== null && (isMine(call, found) || isManager(call, found))',
        'found !== null',
      ],
    ],
  },
  [`${service}/operations/bookings/check-in.ts`]: {
    [`${tests}/lifecycle.test.ts`]: [
      ['any code opens', 'if (!isManager(call, card) && code !== check_in_code)', 'if (false)'],
    ],
  },
  [`${service}/subscriptions.ts`]: {
    [`${tests}/elsewhere.test.ts`]: [
      [
        'a foreign manager puts things out of order',
        'where building_id = ${buildingId} and id = any',
        'where id = any',
      ],
      ['who moves out keeps the bookings', 'leftBuilding ? await leave', 'false ? await leave'],
    ],
  },
  [`${service}/operations/feed/get-calendar-feed.ts`]: {
    [`${tests}/calendar-feed.test.ts`]: [
      [
        'who left still sees the calendar',
        'and (exists (select from residents h where h.user_id = b.user_id and h.building_id = b.building_id and h.lives)\n           or not exists (select from residents h where h.user_id = b.user_id and h.building_id = b.building_id))',
        '',
      ],
    ],
  },
  [`${service}/sweeps/close.ts`]: {
    [`${tests}/money.test.ts`]: [['what is kept of a deposit stays nobody’s', 'await keep(ctx, tx, card);', '']],
  },
  [`${service}/forget.ts`]: {
    [`${tests}/elsewhere.test.ts`]: [
      ['who is gone comes back to bookings with a move-out', 'await noteForgotten(tx, userId, ctx.now());', ''],
    ],
  },
  [`${service}/operations/draws/enter-draw.ts`]: {
    [`${tests}/draw.test.ts`]: [['entries come after the draw', 'if (open === 0) fail', 'if (false) fail']],
  },
};
