import { expect, test } from 'vitest';
import { readRepository, show } from '../files.ts';
import { checkGraph, renderGraph } from '../graph.ts';
import { filesOf, said } from './fixture.ts';

const only = (path: string, text: string, rest: Record<string, string> = {}) =>
  said(checkGraph(filesOf({ [path]: text, ...rest })));

test('the repository keeps every rule of the import graph', () => {
  expect(show(checkGraph(readRepository()))).toBe('');
});

test.each([
  ['kernel/start.ts', '#services/iam/contract', 'the kernel knows no domain'],
  ['kernel/start.ts', '../targets.ts', 'the kernel knows no domain'],
  ['kernel/testing/harness.ts', '#services/iam/service', 'the kernel knows no domain'],
  ['services/iam/queries.ts', 'pg', 'only the kernel touches this engine'],
  ['services/iam/ports/engine.ts', 'undici', 'only the kernel touches this engine'],
  ['services/iam/jobs.ts', '@opentelemetry/api', 'only the kernel touches this engine'],
  ['main.ts', 'express', 'only the kernel touches this engine'],
  ['web/app.ts', 'node:http', 'only the kernel touches this engine'],
  ['main.ts', './services/iam/service.ts', 'only targets.ts imports a service'],
  ['services/iam/jobs.ts', '#targets', 'a service imports itself, the kernel'],
  ['services/iam/jobs.ts', '#kernel/testing/harness', 'a service imports itself, the kernel'],
  ['services/iam/jobs.ts', '#services/building/domain', 'a service imports itself, the kernel'],
  ['services/iam/test/login.test.ts', '#services/building/queries', "a service's tests see of another service"],
  ['services/iam/test/login.test.ts', '../../building/domain/unit.ts', "a service's tests see of another service"],
  ['services/media/operations/upload-photo.ts', 'sharp', 'an outside engine is reached through an adapter'],
  ['services/media/operations/upload-photo.ts', 'node:fs/promises', 'an outside engine is reached through an adapter'],
  ['services/iam/tokens.ts', 'node:crypto', 'a service uses only what computes of Node'],
  ['services/iam/domain.ts', '#kernel/sql', 'domain is pure'],
  ['services/iam/domain/roles.ts', './../queries.ts', 'domain is pure'],
  ['services/iam/domain/roles.ts', '../contract.ts', 'domain is pure'],
  ['services/iam/domain.ts', '#kernel/contract', 'domain is pure'],
  ['web/app.ts', '#kernel/call', 'the web app runs in a browser'],
  ['web/app.ts', 'node:path', 'the web app runs in a browser'],
  ['services/iam/jobs.ts', '../../kernel/time.ts', 'leaves services/iam by a relative path'],
  [
    'services/iam/jobs.ts',
    '#services/building/contract',
    "services/iam/definition.ts does not import building's contract",
  ],
  [
    'services/iam/subscriptions.ts',
    '#services/building/events',
    "services/iam/definition.ts does not import building's events",
  ],
])('%s may not import %s', (path, specifier, why) => {
  expect(only(path, `\nimport { a } from '${specifier}';\n`)).toContainEqual(
    expect.stringContaining(`${path}:2 ${specifier}: ${why}`),
  );
});

test.each([
  ['a re-export', "export * from 'pg';"],
  ['a named re-export', "export { Pool } from 'pg';"],
  ['a dynamic import', "const { Pool } = await import('pg');"],
  ['a type', "let pool: import('pg').Pool;"],
  ['a deep path', "import Pool from 'pg/lib/pool.js';"],
])('a rule holds for %s too', (_form, text) => {
  expect(only('services/iam/jobs.ts', text)).toHaveLength(1);
});

test.each([
  ['kernel/sql/pool.ts', "import pg from 'pg'; import { now } from '../time.ts';"],
  ['kernel/test/start.test.ts', "import iam from '#services/iam/service';"],
  ['tools/generate.ts', "import iam from '#services/iam/service'; import pg from 'pg';"],
  ['targets.ts', "import iam from '#services/iam/service';"],
  [
    'services/iam/operations/log-in.ts',
    "import { z } from 'zod'; import { jwtVerify } from 'jose'; import { fail } from '#kernel/errors'; import { iam } from '../definition.ts';",
  ],
  ['services/media/ports/disk.ts', "import { open } from 'node:fs/promises'; import sharp from 'sharp';"],
  [
    'services/iam/test/login.test.ts',
    "import { agora } from '#kernel/testing/harness'; import b from '#services/building/service'; import { createHmac } from 'node:crypto'; import { x } from '../domain.ts';",
  ],
  [
    'services/iam/domain/roles.ts',
    "import type { Role } from '../contract.ts'; import { type Endpoint } from '#kernel/contract'; import { fail } from '#kernel/errors'; import { z } from 'zod'; import { x } from './scope.ts';",
  ],
  [
    'web/app.ts',
    "import type { ticket } from '#services/ticket/contract'; import { z } from 'zod'; import './page.ts';",
  ],
  ['services/iam/domain/test/roles.test.ts', "import { test } from 'vitest'; import { iam } from '../../service.ts';"],
  ['web/test/page.test.ts', "import { agora } from '#kernel/testing/harness';"],
])('%s may import what it needs', (path, text) => {
  expect(only(path, text)).toEqual([]);
});

test('what the definition imports, every file of the service may import', () => {
  const definition =
    "import { building } from '#services/building/contract';\nimport { userDeleted } from '#services/iam/events';";
  const files = {
    'services/ticket/definition.ts': definition,
    'services/ticket/subscriptions.ts': "import { userDeleted } from '#services/iam/events';",
  };
  expect(only('services/ticket/contract.ts', "import { Unit } from '#services/building/contract';", files)).toEqual([]);
});

const calls = (...services: string[]) =>
  services.map(service => `import { ${service} } from '#services/${service}/contract';`).join('\n');
const hears = (service: string, names: string) => `import { ${names} } from '#services/${service}/events';`;

test('services that call each other in a circle are found, once', () => {
  const files = filesOf({
    'services/a/definition.ts': calls('b'),
    'services/b/definition.ts': calls('c', 'd'),
    'services/c/definition.ts': calls('a'),
    'services/d/definition.ts': '',
  });
  expect(said(checkGraph(files))).toEqual([
    'services/c/definition.ts:1 uses goes round: a → b → c → a; let one of them learn by an event',
  ]);
});

test('services that only hear each other may do so in a circle', () => {
  const files = filesOf({
    'services/a/definition.ts': hears('b', 'bDone'),
    'services/b/definition.ts': `${hears('a', 'aDone')}\n${calls('a')}`,
  });
  expect(checkGraph(files)).toEqual([]);
});

test('the graph names what each service calls and hears, sorted', () => {
  const files = filesOf({
    'services/ticket/definition.ts': `${calls('media', 'building')}\n${hears('iam', 'userDeleted')}\n${hears('iam', 'roleChanged')}\n${hears('building', 'unitVacated')}`,
    'services/ticket/test/sla.test.ts': hears('media', 'fileUploaded'),
    'services/iam/events.ts':
      "export const userDeleted = event('user.deleted', 1, 'userId', z.strictObject({}));\nexport const roleChanged = event('user.role_changed', 1, 'userId', z.strictObject({}));",
    'services/building/events.ts': "export const unitVacated = event('unit.vacated', 1, 'unitId', z.strictObject({}));",
    'services/media/definition.ts': '',
  });
  expect(renderGraph(files)).toBe(
    [
      'building',
      'iam',
      'media',
      'ticket  uses building, media  consumes building: unit.vacated, iam: user.deleted user.role_changed',
      '',
    ].join('\n'),
  );
});
