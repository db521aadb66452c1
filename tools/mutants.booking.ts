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
  [`${service}/book/cancel.ts`]: {
    [`${tests}/series.test.ts`]: [
      ['an incident ends a whole series that is not paid', '(hold_bookings! > 1 && !cancelling.together) || ', ''],
      [
        'one of a series that is given up goes on',
        'for (const each of await lockUnit(tx, card.hold_id!)) await end(ctx, tx, each, cancelling);',
        'await end(ctx, tx, card, cancelling);',
      ],
    ],
  },
  [`${service}/book/cancel-many.ts`]: {
    [`${tests}/series.test.ts`]: [
      ['what ended together is cancelled again', 'if (isRunning(now)) await cancel', 'await cancel'],
      ['who moves out keeps a series that is not paid', 'reason, together: true });', 'reason });'],
    ],
  },
  [`${service}/book/together.ts`]: {
    [`${tests}/series.test.ts`]: [
      ['what is rehearsed stays', 'throw curtain;', ''],
      ['a series is paid by its first alone', 'if (others.length > 0) await', 'if (false) await'],
    ],
  },
  [`${service}/operations/bookings/cancel-booking.ts`]: {
    [`${tests}/series.test.ts`]: [
      [
        'one of a series that is not paid is given up',
        "if (card.hold_bookings! > 1 && card.hold_state !== 'confirmed')",
        'if (false)',
      ],
    ],
  },
  [`${service}/operations/bookings/decide-booking.ts`]: {
    [`${tests}/series.test.ts`]: [
      [
        'a manager declines one of a series alone',
        'card.hold_id === null ? [card] : await lockUnit(tx, card.hold_id)',
        '[card]',
      ],
    ],
  },
  [`${service}/book/refund.ts`]: {
    [`${tests}/series.test.ts`]: [
      ['one of a series is refunded by a payment of its own', 'paymentIdOf(card.hold_id!,', 'paymentIdOf(card.id,'],
    ],
  },
  [`${service}/book/give-back.ts`]: {
    [`${tests}/failed-refunds.test.ts`]: [
      [
        'who is slower goes on to another key of a refund',
        'and key_no = ${due.key_no} and refusals = ${due.refusals}`;',
        '`;',
      ],
      ['a refund that failed is asked for under its key again', 'each.key_no + 1', 'each.key_no'],
      ['what payment itself refuses is asked for without end', 'if (isRefusal(error))', 'if (false)'],
      ['what is under way counts as given back', "else if (state === 'pending')", 'else if (false)'],
    ],
  },
  [`${service}/queries/refunds.ts`]: {
    [`${tests}/failed-refunds.test.ts`]: [
      ['anybody sees to a refund that failed', 'card !== null && isManager(call, card)', 'card !== null'],
      ['a refund that was paid back elsewhere is asked for again', "and state = ${'failed'} for update", 'for update'],
    ],
  },
  [`${service}/operations/refunds/settle-refund.ts`]: {
    [`${tests}/failed-refunds.test.ts`]: [
      ['a deposit that was paid back elsewhere stays nobody’s', 'await keepPaidElsewhere(ctx, tx, card, refund);', ''],
    ],
  },
  'kernel/refusals.ts': {
    [`${tests}/failed-refunds.test.ts`]: [['what is refused is asked for without end', '?? null', '?? minuteMs']],
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
      ['closed rules are ignored', ' && isOpen(start, to)', ''],
      ['what the clock never shows is offered', ' && endMs > startMs', ''],
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
    [`${tests}/series.test.ts`]: [
      [
        'of a series that ran out the rest stays held',
        'for (const card of cards) await follow',
        'for (const card of cards.slice(0, 1)) await follow',
      ],
    ],
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
  'services/payment/events.ts': {
    [`${tests}/money.test.ts`]: [
      ['a payment that does not say whose it is is nobody’s', '(payment.purpose ?? service)', 'payment.purpose'],
    ],
  },
  [`${service}/subscriptions.ts`]: {
    [`${tests}/money.test.ts`]: [['payments of others take a row each', "{ concerns: askedForBy('booking') }", '{}']],
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
  [`${service}/operations/draws/get-draw.ts`]: {
    [`${tests}/draw.test.ts`]: [
      ['everybody reads the wishes of an entry', 'wishes: user_id === call.user?.userId ? wishes : null', 'wishes'],
    ],
  },
  [`${service}/operations/draws/enter-draw.ts`]: {
    [`${tests}/draw.test.ts`]: [['entries come after the draw', 'if (open === 0) fail', 'if (false) fail']],
  },
};
