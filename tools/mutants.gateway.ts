// The guards of the gateway, and of the public entrance as it sets it up.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/gateway';
const tests = `${service}/test`;

export const gateway: Table = {
  [`${service}/operations/list-building-audit.ts`]: {
    [`${tests}/building-audit.test.ts`]: [
      [
        'the last page is where one service has shown all it has',
        'Object.values(parts).some(page => page?.nextCursor)',
        'false',
      ],
    ],
  },
  [`${service}/ports/web-files.ts`]: {
    [`${tests}/web-app.test.ts`]: [
      ['a script that is not there is the page', "extname(path) === '' && accept", 'accept'],
      ['a program gets the page', "&& accept.includes('text/html')", ''],
      ['what programs look up is the page', " && !path.startsWith('/.well-known/')", ''],
      [
        'the page is kept by browsers for ever',
        'const hashed = /[\\\\/]assets[\\\\/]/.test(name);',
        'const hashed = true;',
      ],
      [
        'packed content comes to whoever cannot unpack it',
        'file.packed[name] && new RegExp(`\\\\b${name}\\\\b`).test(accepted)',
        'file.packed[name]',
      ],
      ['any script may run in the page', "script-src 'self'\",", 'script-src *",'],
    ],
  },
  'kernel/backstage/operations.ts': {
    [`${tests}/backstage.test.ts`]: [
      [
        'a database that is away takes its service along',
        'if (error instanceof CodedError) return',
        'if (false) return',
      ],
      ['an event that is not parked passes for replayed', 'if (eventId && replayed === 0)', 'if (false)'],
      ['one replay is all of them', 'eventId ?? null', 'null'],
      ['a job nobody has passes for run', 'if (!known)', 'if (false)'],
    ],
  },
  'kernel/backstage/contract.ts': {
    [`${tests}/backstage.test.ts`]: [
      ['nobody knows who replayed', "audit: ['eventId'],", ''],
      ['nobody knows who ran a job', "audit: ['job'],", ''],
    ],
  },
  'kernel/jobs/table.ts': {
    [`${tests}/backstage.test.ts`]: [
      ['to run a job puts it off', 'least(next_run_at, ${now})', '${now}::timestamptz'],
      ['a job that runs seems to rest', 'or last_finished_at < last_started_at) as running', 'and false) as running'],
    ],
  },
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
    [`${tests}/web-app.test.ts`]: [
      ['a busy platform shows no page', 'showPages(hooks.page),\n    shed,', 'shed,\n    showPages(hooks.page),'],
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
        "const managerOfBuilding = { role: 'manager', of: { building: 'buildingId' } } as const;",
        "const managerOfBuilding = 'user';",
      ],
    ],
  },
  [`${service}/compose.ts`]: {
    [`${tests}/home.test.ts`]: [
      ['a service that hangs holds up the page', 'await Promise.race([part, late])', 'await part'],
    ],
  },
};
