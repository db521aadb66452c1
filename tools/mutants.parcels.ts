// The guards of what shipping does for many parcels at once.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/shipping';
const batch = `${service}/test/batch.test.ts`;
const outages = 'services/order/test/outages.test.ts';

export const parcels: Table = {
  [`${service}/operations/internal/request-shipments.ts`]: {
    [batch]: [
      ['a repetition is told of no parcel', 'if (short.length === 0) return byOrder;', 'if (true) return byOrder;'],
      [
        'a parcel that is made is told to nobody',
        'for (const { id, order_id, vendor_id } of made)',
        'for (const { id, order_id, vendor_id } of [] as Made[])',
      ],
    ],
    [`${service}/test/request.test.ts`]: [
      ['an order that goes out by no way is answered like one that does', 'shipments.length > 0\n', 'true\n'],
    ],
  },
  [`${service}/loops/book-labels.ts`]: {
    [batch]: [
      ['one parcel the carrier fails over fails all', 'if (others.length === 0) return', 'if (true) return'],
      [
        'one label that cannot be written down keeps all others from it',
        'if (answered.length > 1) for',
        'if (false) for',
      ],
      [
        'one address that cannot be read ends the turn',
        'return { shipment: found, ask: { answer: unknown(error) } };',
        'throw error;',
      ],
      [
        'a carrier is not told of what was cancelled while it was asked',
        "recall_after = case when f.state = 'cancelled' then ${now}::timestamptz else s.recall_after end",
        'recall_after = s.recall_after',
      ],
      ['two processes enter a label each', "'platform' from found where state = 'pending')", "'platform' from found)"],
    ],
  },
  [`${service}/move.ts`]: {
    [batch]: [
      [
        'a carrier is not told of what a killed process has booked',
        "recall_after = case when ${to === 'cancelled'} then ${now}",
        "recall_after = case when ${to === 'cancelled'} and booked_at is not null then ${now}",
      ],
    ],
  },
  [`${service}/ports/carrier-simulated.ts`]: {
    [batch]: [
      ['a parcel that is booked twice is another parcel', 'where p.label >= a.label`', 'where p.label > a.label`'],
    ],
  },
  [`${service}/hear.ts`]: {
    [`${service}/test/carrier.test.ts`]: [
      ['one thing a carrier told counts twice', 'from found s, claimed`', 'from found s`'],
    ],
  },
  'services/order/checkout/shipments.ts': {
    [outages]: [
      [
        'one order shipping fails over fails all',
        'if (isAway(error) || some.length === 1)',
        'if (isAway(error) || some.length > 0)',
      ],
      ['a call takes more than it may hold', 'if (bytes + more > callBytes) {', 'if (calls.length === 0) {'],
    ],
  },
};
