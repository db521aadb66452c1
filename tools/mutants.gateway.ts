// The guards of the gateway, and of the public entrance as it sets it up.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/gateway';
const tests = `${service}/test`;

export const gateway: Table = {
  'kernel/http/edge.ts': {
    [`${tests}/rate-limits.test.ts`]: [
      [
        'a client makes its address up',
        "app.set('trust proxy', hooks.trustedProxies);",
        "app.set('trust proxy', true);",
      ],
      ['nobody is stopped at the door', 'if (!taken.allowed) {', 'if (false) {'],
      ['a person has as many requests as addresses', 'limiter.take(user?.userId ?? ip,', 'limiter.take(ip,'],
      [
        'guesses at tokens are not counted',
        'access.verify(token).catch(error => void (refused = error));',
        'access.verify(token);',
      ],
    ],
    [`${tests}/shedding.test.ts`]: [
      ['everybody is let in until nobody is served', 'inFlight >= maxInFlight || ', ''],
      ['requests that are over are counted for ever', "response.once('close', () => inFlight--);", ''],
      [
        'a page elsewhere cannot read that it was shed',
        'inTurn([cross, shed, mountContracts(',
        'inTurn([shed, cross, mountContracts(',
      ],
    ],
  },
  [`${service}/api-log.ts`]: {
    [`${tests}/api-log.test.ts`]: [
      ['rows of the API log are lost with the database', 'rows = [...batch, ...rows];', ''],
      ['rows the database refuses are tried for ever', 'if (!(error instanceof CodedError)) continue;', ''],
      ['the API log fills the memory', 'if (rows.length >= maxKept) {', 'if (false) {'],
      [
        'what was gathered is lost when the gateway stops',
        'clearInterval(timer);\n      await flush();',
        'clearInterval(timer);',
      ],
    ],
  },
  [`${service}/subscriptions.ts`]: {
    [`${tests}/api-log.test.ts`]: [
      [
        'a deleted account stays in the API log',
        'update api_logs set user_id = null, ip_address = null',
        'update api_logs set ip_address = null',
      ],
    ],
  },
  [`${service}/contract.ts`]: {
    [`${tests}/api-log.test.ts`]: [
      [
        'everybody reads the API log',
        "const admin = { role: 'admin', of: 'platform' } as const;",
        "const admin = 'user' as const;",
      ],
    ],
    [`${tests}/backoffice-summary.test.ts`]: [
      [
        'everybody sees the summary of a building',
        "access: { role: 'manager', of: { building: 'buildingId' } },",
        "access: 'user',",
      ],
    ],
  },
  [`${service}/compose.ts`]: {
    [`${tests}/home.test.ts`]: [
      ['a service that hangs holds up the page', 'await Promise.race([part, late])', 'await part'],
    ],
  },
};
