// The guards of marketplace, and of what payment keeps in escrow for it.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/marketplace';
const tests = `${service}/test`;

export const marketplace: Table = {
  [`${service}/domain/job.ts`]: {
    [`${tests}/machine.test.ts`]: [
      [
        'a settled job is cancelled',
        'completed: { ...still, on: {},',
        "completed: { ...still, on: { cancelled: 'cancelling' },",
      ],
      ['late money is kept', "on: { late_money: 'voiding' }", "on: { late_money: 'lapsed' }"],
    ],
  },
  [`${service}/domain/money.ts`]: {
    [`${tests}/machine.test.ts`]: [
      ['to the hour is too late', 'epochMs(now) <= epochMs(startsAt)', 'epochMs(now) < epochMs(startsAt)'],
      ['taxes are cut off', '(2n * gross * rate + whole)', '(2n * gross * rate)'],
    ],
  },
  [`${service}/domain/provider.ts`]: {
    [`${tests}/machine.test.ts`]: [
      ['who is blocked works on', "if (standing === 'blocked') return false;", ''],
      ['whoever hands papers in works at once', " && standing === 'approved')", ')'],
      ['on its last day a paper holds no more', 'expiresOn >= day', 'expiresOn > day'],
    ],
  },
  [`${service}/domain/calendar.ts`]: {
    [`${tests}/machine.test.ts`]: [
      ['days off are worked', "if (ofDay.some(({ kind }) => kind === 'closed')) continue;", ''],
      ['a time that the clocks skip is taken', 'if (!zoned.toPlainDateTime().equals(plain))', 'if (false)'],
    ],
  },
  [`${service}/migrations/0001.do.marketplace.sql`]: {
    [`${tests}/contention.test.ts`]: [
      ['two visits overlap', 'tstzrange(starts_at, ends_at)) with &&', 'tstzrange(starts_at, ends_at)) with ='],
    ],
    [`${tests}/money.test.ts`]: [
      ['more goes back than was paid', 'check (to_resident between 0 and total)', 'check (to_resident >= 0)'],
    ],
    [`${tests}/visits.test.ts`]: [
      [
        'a claim is made twice',
        "on warranty_claims (job_id) where state in ('open', 'scheduled')",
        'on warranty_claims (id)',
      ],
    ],
    [`${tests}/providers.test.ts`]: [
      ['prices run backwards', 'check (price_to >= price_from)', 'check (price_to >= 0)'],
      ['one founds two providers', 'create unique index providers_owner', 'create index providers_owner'],
    ],
  },
  [`${service}/queries/requests.ts`]: {
    [`${tests}/people.test.ts`]: [
      [
        'who moved out sees on',
        "call.user?.userId === user_id && call.can(['resident', 'manager'], { building: building_id });",
        'call.user?.userId === user_id;',
      ],
    ],
    [`${tests}/path.test.ts`]: [
      ['a provider learns the door before there is a job', 'unit: forProvider ? null : found.unit', 'unit: found.unit'],
    ],
  },
  [`${service}/queries/homes.ts`]: {
    [`${tests}/people.test.ts`]: [
      [
        'who moved out lists on',
        'return sql`${buildingId} = any(${homes}::uuid[])`;',
        'return sql`(${buildingId} = any(${homes}::uuid[]) or true)`;',
      ],
    ],
  },
  [`${service}/queries/providers.ts`]: {
    [`${tests}/people.test.ts`]: [
      [
        'anybody acts for a provider',
        "call.can('provider', { provider: provider_id }) || (owner_id !== null && owner_id === call.user?.userId);",
        'provider_id !== owner_id;',
      ],
    ],
  },
  [`${service}/queries/residents.ts`]: {
    [`${tests}/quotes.test.ts`]: [['whoever is not verified asks', 'if (homes.length === 0)', 'if (homes.length < 0)']],
    [`${tests}/people.test.ts`]: [
      [
        'an end that comes late is forgotten',
        'ended_at = greatest(known.ended_at, excluded.ended_at)`',
        'ended_at = known.ended_at`',
      ],
    ],
  },
  [`${service}/queries/calendar.ts`]: {
    [`${tests}/quotes.test.ts`]: [
      ['a provider is booked at night', 'if (!worksDuring(windows,', 'if (false && !worksDuring(windows,'],
      ['the past is booked', 'if (visit.startsAt <= now)', 'if (false)'],
    ],
  },
  [`${service}/operations/requests/request-quotes.ts`]: {
    [`${tests}/quotes.test.ts`]: [
      [
        'a ticket of somebody else is read',
        'getTicket({ ticketId }, call)',
        'getTicket({ ticketId }, { ...call, user: undefined } as never)',
      ],
      ['a ticket of a common area is asked for', 'ticket.unitId === null || ', ''],
    ],
  },
  [`${service}/quote/decide.ts`]: {
    [`${tests}/contention.test.ts`]: [
      ['a quote that is over is accepted', 'if (quote.valid_until <= ctx.now())', 'if (false)'],
      ['a quote has two outcomes', "if (quote.state !== 'open')", 'if (false)'],
    ],
  },
  [`${service}/operations/quotes/accept-quote.ts`]: {
    [`${tests}/providers.test.ts`]: [
      ['who was blocked meanwhile is hired', 'if (!mayServe(provider.state,', 'if (false && !mayServe(provider.state,'],
    ],
    [`${tests}/quotes.test.ts`]: [
      ['a time is chosen that nobody proposed', 'quote.slots.find(each => each.start === start)', 'quote.slots[0]'],
    ],
  },
  [`${service}/operations/quotes/submit-quote.ts`]: {
    [`${tests}/providers.test.ts`]: [
      ['who is blocked makes quotes', 'if (!mayServe(provider.state,', 'if (false && !mayServe(provider.state,'],
    ],
    [`${tests}/quotes.test.ts`]: [['what costs nothing is quoted', 'if (total === 0n || ', 'if (']],
  },
  [`${service}/operations/jobs/pay-job.ts`]: {
    [`${tests}/money.test.ts`]: [['cards are tried without end', 'if (card.payment_no > maxTries)', 'if (false)']],
  },
  [`${service}/operations/jobs/cancel-job.ts`]: {
    [`${tests}/money.test.ts`]: [
      ['what has begun is cancelled', "if (party === 'resident' && card.starts_at <= ctx.now())", 'if (false)'],
    ],
  },
  [`${service}/operations/jobs/decide-dispute.ts`]: {
    [`${tests}/money.test.ts`]: [
      [
        'somebody decides on their own money',
        'if (card.user_id === call.user?.userId ||',
        'if (false && card.user_id === call.user?.userId ||',
      ],
    ],
    [`${tests}/people.test.ts`]: [
      [
        'any manager decides',
        "const manages = found !== null && call.can('manager', { building: found.building_id });",
        'const manages = found !== null;',
      ],
    ],
  },
  [`${service}/operations/oversight/check-visitor-pass.ts`]: {
    [`${tests}/visits.test.ts`]: [
      ['a pass opens early', 'now < pass.starts_at || ', ''],
      ['a pass opens late', ' || now >= pass.ends_at', ''],
      ['a pass of another building opens', 'a.building_id = ${input.buildingId} and ', ''],
    ],
  },
  [`${service}/operations/warranty/claim-warranty.ts`]: {
    [`${tests}/visits.test.ts`]: [['a warranty never ends', 'if (warranty_until <= ctx.now())', 'if (false)']],
  },
  [`${service}/operations/jobs/list-job-files.ts`]: {
    [`${tests}/visits.test.ts`]: [
      [
        'who lives there later sees what was complained of',
        "${later ? sql`and side = 'provider'` : nothing}",
        '${later ? nothing : nothing}',
      ],
    ],
  },
  [`${service}/job/cancel.ts`]: {
    [`${tests}/money.test.ts`]: [
      ['residents pay for what others cancel', 'if (!ofResident.has(reason)) return card.total;', ''],
      ['what is being paid is cancelled at once', "if (card.state === 'capturing') {", 'if (false) {'],
    ],
    [`${tests}/visits.test.ts`]: [
      [
        'a pass opens for what was cancelled',
        'update appointments set active = false, pass_code = null where',
        'update appointments set active = true where',
      ],
    ],
  },
  [`${service}/job/save.ts`]: {
    [`${tests}/failed-refunds.test.ts`]: [
      ['a job’s refund that failed is asked for on and on', 'due_at = ${failed ? null : ', 'due_at = ${'],
      ['a job’s refund that failed keeps its key', "result.refundRefused === 'by_provider' ? 1 : 0", '0'],
    ],
    [`${tests}/money.test.ts`]: [
      ['who has lost the lead saves', 'where id = ${job.id} and version = ${job.version}`', 'where id = ${job.id}`'],
    ],
  },
  [`${service}/job/steps.ts`]: {
    [`${tests}/failed-refunds.test.ts`]: [
      [
        'a job’s refund goes out after it was paid elsewhere',
        'if (back > 0n && !job.refunded_elsewhere)',
        'if (back > 0n)',
      ],
    ],
    [`${tests}/path.test.ts`]: [['money is the provider’s at once', 'escrow: true,', 'escrow: false,']],
  },
  [`${service}/sweeps/documents.ts`]: {
    [`${tests}/providers.test.ts`]: [
      ['who has no paper works on', "p.state in ('submitted', 'verified')", "p.state = 'draft'"],
      ['one is reminded again and again', 'where x.reminded_at is null and', 'where'],
    ],
  },
  [`${service}/job/failed-refund.ts`]: {
    [`${tests}/failed-refunds.test.ts`]: [
      [
        'anybody takes up the refund of a job',
        "card !== null && call.can('manager', { building: card.building_id })",
        'card !== null',
      ],
      ['the refund of a job is taken up twice', 'if (card!.refund_failed_at === null)', 'if (false)'],
    ],
  },
  [`${service}/subscriptions.ts`]: {
    [`${tests}/money.test.ts`]: [
      ['payments of others take a row each of marketplace', "{ concerns: askedForBy('marketplace') }", '{}'],
      [
        'what has lapsed keeps money that comes late',
        "or (state = 'lapsed' and id = any(${withMoney}::uuid[])))`",
        "or (state = 'lapsed' and id = any(${withMoney}::uuid[]) and false))`",
      ],
    ],
  },
  [`${service}/leave.ts`]: {
    [`${tests}/people.test.ts`]: [
      ['a deleted resident is read on', "set user_id = null, description = ''", 'set user_id = null'],
    ],
  },
  'services/payment/flow/release.ts': {
    'services/payment/test/escrow.test.ts': [
      ['what is being refunded is released', 'if (payment.refunding !== payment.refunded)', 'if (false)'],
      ['what was not captured is released', "if (payment.state !== 'captured')", 'if (false)'],
      [
        'a refund and a release move the same money',
        'where order_id = ${order_id} and id = ${paymentId} for update`;',
        'where order_id = ${order_id} and id = ${paymentId}`;',
      ],
    ],
  },
  'services/payment/flow/refund.ts': {
    'services/payment/test/escrow.test.ts': [
      [
        'what was released is taken from escrow',
        'found.escrow && found.released_at === null ? order_id : null',
        'found.escrow ? order_id : null',
      ],
    ],
  },
  'services/payment/reconciliation.ts': {
    'services/payment/test/escrow.test.ts': [
      [
        'what lies in escrow is not compared',
        'from compared where expected <> lies',
        'from compared where false and expected <> lies',
      ],
    ],
  },
  'services/iam/subscriptions.ts': {
    'services/iam/test/residency.test.ts': [
      [
        'nobody acts for a provider',
        'if (ownerId === null) return;\n  await grant',
        'if (ownerId !== null) return;\n  await grant',
      ],
    ],
  },
};
