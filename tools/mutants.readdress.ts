// The guards of sending an order elsewhere: order's and shipping's.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const order = 'services/order';
const shipping = 'services/shipping';

export const readdressing: Table = {
  [`${order}/readdress.ts`]: {
    [`${order}/test/changes.test.ts`]: [
      [
        'an order goes where taxes differ',
        'if (next.country !== before.country || next.region !== before.region)',
        'if (false)',
      ],
      ['an order goes where sending costs more', 'if (here !== there)', 'if (false)'],
    ],
  },
  [`${order}/operations/customer/change-address.ts`]: {
    [`${order}/test/changes.test.ts`]: [
      ['it is changed while shipping is asked', "if (state !== 'completed')", 'if (false)'],
    ],
  },
  [`${shipping}/operations/internal/readdress-shipments.ts`]: {
    [`${shipping}/test/readdress.test.ts`]: [
      [
        'half an order goes elsewhere',
        'if (parcels.some(({ state }) => !isOpen(state as ShipmentState)))',
        'if (false)',
      ],
    ],
  },
  [`${shipping}/readdress.ts`]: {
    [`${shipping}/test/readdress.test.ts`]: [
      [
        'what changes while a carrier is asked is lost',
        'label = label + 1,',
        'label = case when booked_at is null then label else label + 1 end,',
      ],
    ],
  },
  [`${shipping}/operations/receiving/choose-handover.ts`]: {
    [`${shipping}/test/readdress.test.ts`]: [
      ['another hand-over never reaches the carrier', 'if (handover !== found.handover)', 'if (false)'],
    ],
  },
  [`${shipping}/loops/book-labels.ts`]: {
    [`${shipping}/test/readdress.test.ts`]: [
      [
        'what was fetched before is said to go elsewhere',
        'if (locked.label === shipment.label) await keepFormer(ctx, tx, locked);',
        '',
      ],
    ],
  },
  [`${shipping}/hear.ts`]: {
    [`${shipping}/test/readdress.test.ts`]: [
      ['a hand-over under the old label is not noticed', 'if (to) await keepFormer(ctx, tx, shipment);', ''],
    ],
  },
  [`${shipping}/ports/carrier-simulated.ts`]: {
    [`${shipping}/test/readdress.test.ts`]: [
      ['the carrier keeps the first label', "where p.step = 'labelled' and p.label < excluded.label", 'where false'],
    ],
  },
  [`${shipping}/operations/sending/get-label.ts`]: {
    [`${shipping}/test/readdress.test.ts`]: [
      ['a label is drawn before the carrier has it', " || found.state === 'pending'", ''],
    ],
  },
};
