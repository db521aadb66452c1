// The guards of shipping.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/shipping';
const tests = `${service}/test`;

export const shipping: Table = {
  [`${service}/migrations/0001.do.shipping.sql`]: {
    [`${tests}/setup.test.ts`]: [
      ['an area belongs to two zones', 'unique nulls not distinct (country, region', 'unique (country, region'],
      ['a slot has fewer places than are taken', 'check (taken <= capacity)', 'check (taken >= 0)'],
      [
        'two ways of a zone have one code',
        'constraint shipping_methods_code_unique unique (zone_id, code)',
        'constraint shipping_methods_code_unique unique (zone_id, code, id)',
      ],
    ],
  },
  [`${service}/operations/internal/request-shipments.ts`]: {
    [`${tests}/request.test.ts`]: [
      [
        'the address of a parcel lies open',
        'address: sealAddress(ctx, id, address),',
        'address: Buffer.from(JSON.stringify(address)),',
      ],
    ],
  },
  [`${service}/domain/state.ts`]: {
    [`${tests}/carrier.test.ts`]: [
      ['a parcel goes back to where it was', 'return rank[to] > rank[from]', 'return rank[to] !== rank[from]'],
      [
        'a hand-over the carrier did not tell of is never told',
        'if (isOpen(from) && !isOpen(to) && to',
        'if (false && to',
      ],
    ],
    [`${tests}/cancel.test.ts`]: [
      ['a parcel on its way is cancelled', "if (to === 'cancelled') return isOpen(from);", ''],
    ],
  },
  [`${service}/hear.ts`]: {
    [`${tests}/carrier.test.ts`]: [
      ['a carrier tells of the parcels of another', ' and s.carrier_id = ${carrierId} for update', ' for update'],
      [
        'two words of a carrier move a parcel at once',
        'and s.carrier_id = ${carrierId} for update)',
        'and s.carrier_id = ${carrierId})',
      ],
    ],
  },
  [`${service}/operations/receiving/take-carrier-event.ts`]: {
    [`${tests}/carrier.test.ts`]: [
      [
        'anybody tells what became of a parcel',
        "if (!sameBytes(expected, Buffer.from(signature, 'hex')))",
        'if (false)',
      ],
      ['a carrier that never calls back is heard', " and kind <> 'own'", ''],
    ],
  },
  [`${service}/jobs.ts`]: {
    [`${tests}/carrier.test.ts`]: [
      [
        'carriers are asked of parcels they have just told of',
        'and s.heard_at < ${silentSince} and',
        'and s.heard_at < ${ctx.now()} and',
      ],
    ],
    [`${tests}/handover.test.ts`]: [
      ['what has just come goes back', ' and s.ready_at < ${before} order', ' and s.ready_at < ${ctx.now()} order'],
    ],
    [`${tests}/forget.test.ts`]: [
      [
        'addresses go as soon as a parcel has come',
        '(forget or finished_at < ${before})',
        '(forget or finished_at < ${ctx.now()})',
      ],
      [
        'the address of a parcel on its way goes',
        'where address is not null and finished_at is not null and',
        'where address is not null and',
      ],
    ],
  },
  [`${service}/subscriptions.ts`]: {
    [`${tests}/cancel.test.ts`]: [
      [
        'what was never paid is taken out of parcels',
        "if (!['by_customer', 'by_vendor'].includes(reason)) return;",
        '',
      ],
    ],
    [`${tests}/forget.test.ts`]: [
      [
        'a parcel on its way loses its address with the account',
        'case when finished_at is null then address end',
        'null',
      ],
    ],
  },
  [`${service}/loops/cancel-pieces.ts`]: {
    [`${tests}/cancel.test.ts`]: [
      ['what holds other things too is called back', 'if (!wanted) await tx.run', 'await tx.run'],
      ['what was packed first is taken out first', 'order by s.part desc, ', 'order by s.part, '],
    ],
  },
  [`${service}/loops/book-labels.ts`]: {
    [`${tests}/carrier.test.ts`]: [
      ['a building that is away is no home', "error.code === 'not_found') return null;", 'error.code) return null;'],
      [
        'a hand-over chosen while the building is asked is forgotten',
        "and state = 'pending' and address is not distinct from ${shipment.address}::bytea",
        "and state = 'pending'",
      ],
    ],
  },
  [`${service}/queries/shipments.ts`]: {
    [`${tests}/handover.test.ts`]: [
      ['a parcel is handed over twice', 'where s.id = ${shipmentId} for update`', 'where s.id = ${shipmentId}`'],
    ],
  },
  [`${service}/queries/vendor.ts`]: {
    [`${tests}/sending.test.ts`]: [
      [
        'every vendor sees every parcel',
        "call.can('vendor', { vendor: vendor_id })",
        "call.can('vendor', { vendor: vendor_id }) || true",
      ],
    ],
  },
  [`${service}/links.ts`]: {
    [`${tests}/handover.test.ts`]: [
      [
        'everybody signed in is the recipient',
        'if (call.user && user_id === call.user.userId) return true;',
        'if (call.user) return true;',
      ],
      ['any token opens a parcel', 'token !== undefined && sameBytes(', 'token !== undefined || sameBytes('],
      [
        'the link to share is that of the recipient',
        'blindIndex(`${purpose}:${shipmentId}`)',
        'blindIndex(`parcel:${shipmentId}`)',
      ],
    ],
  },
  [`${service}/operations/receiving/show-tracking.ts`]: {
    [`${tests}/handover.test.ts`]: [
      ['whoever a link is shared with sees the code', 'code: ofRecipient && waits ?', 'code: waits ?'],
      ['the page shows a code before the parcel waits', 'code: ofRecipient && waits ?', 'code: ofRecipient ?'],
    ],
  },
  [`${service}/operations/receiving/confirm-handover.ts`]: {
    [`${tests}/handover.test.ts`]: [
      ['codes of parcels can be guessed', ' and code_tries < ${mostTries} returning', ' returning'],
      [
        'any code hands a parcel over',
        'if (!sameBytes(Buffer.from(codeOf(ctx, tried)), Buffer.from(code)))',
        'if (false)',
      ],
      ['the code before the last is good', 'if (locked.code_number !== tried.code_number)', 'if (false)'],
      [
        'staff of every building hand a parcel over',
        "call.can(['manager', 'support'], { building: building_id })",
        'call.user !== null',
      ],
    ],
  },
  [`${service}/operations/receiving/renew-handover-code.ts`]: {
    [`${tests}/handover.test.ts`]: [
      ['codes can be had without end', 'if (found.code_number >= mostCodes)', 'if (false)'],
    ],
  },
  [`${service}/operations/receiving/choose-handover.ts`]: {
    [`${tests}/handover.test.ts`]: [
      [
        'the hand-over is changed when the carrier has the parcel',
        'if (!isOpen(found.state as ShipmentState))',
        'if (false)',
      ],
      ['a locker takes what is for no home', "if (handover !== 'door' && found.unit_id === null)", 'if (false)'],
    ],
  },
  [`${service}/operations/receiving/list-waiting-parcels.ts`]: {
    [`${tests}/handover.test.ts`]: [
      ['parcels of other buildings are shown', 'where building_id = ${buildingId} and state', 'where state'],
      [
        'the second of two parcels that came at once is on no page',
        '(ready_at, id) > (${after[0]}, ${after[1]})',
        'ready_at > ${after[0]}',
      ],
    ],
  },
  [`${service}/operations/receiving/list-my-parcels.ts`]: {
    [`${tests}/forget.test.ts`]: [
      ['the parcels of others are mine', 'where s.user_id = ${call.userId}\n', 'where true\n'],
    ],
  },
  [`${service}/operations/sending/list-shipments.ts`]: {
    [`${tests}/sending.test.ts`]: [
      ['the board shows what other vendors send', 'where s.vendor_id = ${vendorId}\n', 'where true\n'],
    ],
  },
  [`${service}/operations/sending/split-shipment.ts`]: {
    [`${tests}/sending.test.ts`]: [
      ['a parcel is split that the carrier has', 'if (!isOpen(found.state as ShipmentState))', 'if (false)'],
      ['a parcel is left empty', 'if (emptied.length > 0)', 'if (false)'],
      ['pieces are split off that are not there', 'if (missing.length > 0 ||', 'if ('],
      [
        'a line named twice is split off once',
        'new Set(wanted.map(({ lineId }) => lineId)).size < wanted.length',
        'false',
      ],
    ],
  },
  [`${service}/operations/sending/hand-over-shipment.ts`]: {
    [`${tests}/sending.test.ts`]: [
      ['a parcel without a label is handed over', "if (found.state === 'pending')", 'if (false)'],
    ],
    [`${tests}/cancel.test.ts`]: [
      ['nobody hears that a parcel is cancelled', "if (found.state === 'cancelled')", 'if (false)'],
    ],
  },
  [`${service}/operations/sending/report-delivery.ts`]: {
    [`${tests}/sending.test.ts`]: [
      ['a vendor speaks for the carrier', "if (carrier_kind !== 'own' && method_kind !== 'pickup')", 'if (false)'],
      [
        'what is lost is delivered after all',
        '(state !== outcome && !canBecome(state as ShipmentState, outcome))',
        'false',
      ],
    ],
    [`${tests}/handover.test.ts`]: [
      [
        'a vendor hands a parcel out without its code',
        "if (outcome === 'delivered' && state !== 'delivered' &&",
        'if (false &&',
      ],
    ],
  },
  [`${service}/domain/quote.ts`]: {
    [`${tests}/quote.test.ts`]: [
      ['what is too heavy is sent', '(most !== null && parcels.some(({ weight }) => weight > BigInt(most)))', 'false'],
      ['a tier above the parcel is charged', 'if (tier.from > measure) break;', ''],
      ['a slot is offered before the goods can be there', 'left > 0 && day >= promise.earliest', 'left > 0'],
    ],
  },
  [`${service}/domain/promise.ts`]: {
    [`${tests}/promise.test.ts`]: [
      [
        'parcels go out on holidays',
        'weekdays.includes(date.dayOfWeek) && !holidays.includes(date.toString())',
        'weekdays.includes(date.dayOfWeek)',
      ],
      ['what is ordered after the cut-off leaves that day', 'late ? today.add({ days: 1 }) : today', 'today'],
    ],
  },
  [`${service}/offers.ts`]: {
    [`${tests}/setup.test.ts`]: [
      ['an archived way is offered', 'where m.archived_at is null and c', 'where c'],
      ['the ways of an archived carrier are offered', ' and c.archived_at is null', ''],
    ],
  },
  [`${service}/operations/setup/update-zone.ts`]: {
    [`${tests}/setup.test.ts`]: [
      ['an archived zone takes areas from others', 'archivedAt === null ? input.areas : []', 'input.areas'],
    ],
  },
  [`${service}/seats.ts`]: {
    [`${tests}/cancel.test.ts`]: [
      [
        'the place in a slot is free while a part of the parcel wants it',
        "and s.state <> 'cancelled')",
        "and s.state = 'x')",
      ],
    ],
    [`${tests}/request.test.ts`]: [
      ['a slot takes more parcels than it has places', 'where s.taken + ${seats} <= s.capacity and', 'where'],
      ['a parcel is promised for a slot that has begun', ' and s.starts_at > ${ctx.now()}', ''],
    ],
    [`${tests}/seats.test.ts`]: [
      [
        'seats are given back in another order than they are taken',
        'order by d.starts_at, d.id',
        'order by d.starts_at desc',
      ],
      [
        'parcels of one seat give back two',
        'select distinct order_id, vendor_id, slot_id',
        'select order_id, vendor_id, slot_id',
      ],
    ],
  },
};
