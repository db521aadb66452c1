// The guards of profile.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/profile';
const tests = `${service}/test`;

export const profile: Table = {
  [`${service}/operations/profile/list-neighbours.ts`]: {
    [`${tests}/neighbours.test.ts`]: [
      [
        'who never lived in the building is named',
        'wanted.filter(id => items.some(({ userId }) => userId === id))',
        'wanted',
      ],
      ['who moved away still hears names', 'userId === call.userId && now', 'userId === call.userId'],
      ['anybody hears names', 'belongs || works', 'true'],
    ],
  },
  [`${service}/domain/address.ts`]: {
    [`${tests}/about.test.ts`]: [
      ['a postcode of another country is taken', '(form?.postcode ?? elsewhere)', 'elsewhere'],
      ['an American address has no state', 'form?.region && region === null', 'false'],
    ],
  },
  [`${service}/domain/keepers.ts`]: {
    [`${tests}/data.test.ts`]: [
      ['a service is never asked', "  'cart',\n", ''],
      ['empty kinds are counted as kept', '.filter(([, count]) => count > 0)', ''],
    ],
  },
  [`${service}/queries/addresses.ts`]: {
    [`${tests}/about.test.ts`]: [['two addresses are taken first', 'and id <> ${id}`', 'and id = ${id}`']],
  },
  [`${service}/queries/portraits.ts`]: {
    [`${tests}/about.test.ts`]: [['a portrait that is shown again is let go of', 'if (!shown) await', 'await']],
  },
  [`${service}/operations/profile/update-my-profile.ts`]: {
    [`${tests}/about.test.ts`]: [
      ['an outdated profile is changed', 'expectedVersion !== before.version', 'false'],
      [
        'a birthday stands in the clear',
        'birthday && ctx.cipher.seal(birthday, birthdayPlace(userId))',
        'birthday && Buffer.from(birthday)',
      ],
      ['a paper is a portrait', "items[0]!.mime.startsWith('image/')", 'true'],
    ],
  },
  [`${service}/operations/addresses/remove-address.ts`]: {
    [`${tests}/about.test.ts`]: [['anybody forgets the address of another', ' and user_id = ${call.userId}', '']],
  },
  [`${service}/operations/cards/set-card.ts`]: {
    [`${tests}/about.test.ts`]: [
      ['a card of nobody is named', 'call.require(mine.includes(methodId)', 'call.require(true'],
    ],
  },
  [`${service}/operations/wishlist/add-wish.ts`]: {
    [`${tests}/about.test.ts`]: [
      ['a wish is watched in no way', 'await setWatches(ctx, call, variantId, watches);', ''],
    ],
  },
  [`${service}/operations/data/download-export.ts`]: {
    [`${tests}/data.test.ts`]: [
      ['an export is half collected', "if (found!.state !== 'ready')", 'if (false)'],
      ['anybody downloads an export', 'and user_id = ${call.userId} and kind', 'and kind'],
    ],
  },
  [`${service}/data/collect.ts`]: {
    [`${tests}/data.test.ts`]: [
      ['who is away is never asked again', "${over ? 'unanswered' : 'waiting'}", "${'unanswered'}"],
      ['who has not heard of a deletion is believed', 'ctx.now() < deadline_at)', 'false)'],
      ['the data of the deleted is kept', "kind === 'export' ? ctx.cipher.seal", 'true ? ctx.cipher.seal'],
      [
        'an export is told of before the last has answered',
        "and not exists (select from data_request_parts p where p.request_id = r.id and p.state = 'waiting')",
        '',
      ],
    ],
  },
  [`${service}/jobs.ts`]: {
    [`${tests}/data.test.ts`]: [
      ['exports are kept for ever', "kind = 'export' and ready_at", "kind = 'nothing' and ready_at"],
    ],
  },
  [`${service}/migrations/0001.do.profile.sql`]: {
    [`${tests}/data.test.ts`]: [
      ['two exports run at once', 'create unique index data_requests_once', 'create index data_requests_once'],
    ],
  },
};
