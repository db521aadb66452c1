// The guards that the tests over every endpoint watch.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.
import type { Table } from './mutants.data.ts';

const matrix = 'tools/surface/access-matrix.test.ts';
const fuzz = 'tools/surface/fuzz.test.ts';

export const surface: Table = {
  'kernel/http/edge.ts': {
    [matrix]: [
      ['endpoints for services are routed from outside', "({ access }) => access !== 'service'", '() => true'],
    ],
  },
  'services/ticket/contract/work.ts': {
    [matrix]: [
      [
        'the board of a building is for everybody',
        "staffOfBuilding = { role: ['manager', 'support'], of: { building: 'buildingId' } } as const",
        "staffOfBuilding = 'user' as const",
      ],
    ],
  },
  'services/building/operations/hierarchy/get-unit.ts': {
    [matrix]: [
      [
        'homes are shown to strangers',
        "call.require(await belongsTo(ctx.db, call, found.building_id), 'no",
        "call.require(true, 'no",
      ],
    ],
  },
  'services/notification/operations/remove-device.ts': {
    [matrix]: [['devices of others can be removed', ' and user_id = ${call.userId}', '']],
  },
  'kernel/http/request.ts': {
    [fuzz]: [
      [
        'a list passes for an empty body',
        "return fail('invalid_argument', 'The body must be a JSON object.');",
        'return {};',
      ],
    ],
  },
  'kernel/sql/errors.ts': {
    [fuzz]: [
      [
        'text that no column can hold is our fault',
        "22021: ['invalid_argument', 'Text must not contain the character NUL.'],",
        '',
      ],
    ],
  },
  'kernel/sql/tag.ts': {
    'kernel/sql/test/values.test.ts': [
      ['half a character reaches jsonb', 'if (!/\\\\ud[89a-f]/.test(text)) return text;', 'return text;'],
    ],
  },
  'kernel/openapi.ts': {
    'kernel/test/openapi.test.ts': [
      ['two endpoints share an address', 'if (other)\n', 'if (false)\n'],
      ['two wire types share a name', 'if (components[name] &&', 'if (false &&'],
    ],
  },
};
