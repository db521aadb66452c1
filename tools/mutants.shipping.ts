// The guards of shipping.

import type { Table } from './mutants.data.ts';

const service = 'services/shipping';
const tests = `${service}/test`;

export const shipping: Table = {
  [`${service}/operations/internal/readdress-shipments.ts`]: {
    [`${tests}/readdress.test.ts`]: [
      [
        'half an order goes elsewhere',
        'if (parcels.some(({ state }) => !isOpen(state as ShipmentState)))',
        'if (false)',
      ],
    ],
  },
  [`${service}/loops/book-labels.ts`]: {
    [`${tests}/readdress.test.ts`]: [
      [
        'what was fetched before is said to go elsewhere',
        "if (answer.kind === 'too_late') await keepFormer(ctx, tx, locked);",
        '',
      ],
    ],
  },
  [`${service}/hear.ts`]: {
    [`${tests}/readdress.test.ts`]: [
      ['a hand-over under the old label is not noticed', 'if (to) await keepFormer(ctx, tx, shipment);', ''],
    ],
  },
  [`${service}/ports/carrier-simulated.ts`]: {
    [`${tests}/readdress.test.ts`]: [
      ['the carrier keeps the first label', "where p.step = 'labelled' and p.label < excluded.label", 'where false'],
    ],
  },
  [`${service}/operations/sending/get-label.ts`]: {
    [`${tests}/readdress.test.ts`]: [
      ['a label is drawn before the carrier has it', " || found.state === 'pending'", ''],
    ],
  },
};
