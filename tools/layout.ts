// Every service is laid out alike: its files, one operation a file, and a test that delivers each of its events twice.

import { type Node, type ObjectExpression, Visitor } from 'oxc-parser';
import { type Files, type Finding, lineAt } from './files.ts';
import { callsOf, eventTypes, importsOf, isTest, parse } from './source.ts';

const required: [pattern: RegExp, name: string][] = [
  [/^contract\.ts$/, 'contract.ts'],
  [/^definition\.ts$/, 'definition.ts'],
  [/^service\.ts$/, 'service.ts'],
  [/^migrations\/.+\.sql$/, 'migrations/'],
  [/^test\/.+\.test\.ts$/, 'test/'],
];

/** `setUpTOTPCode` → `set-up-totp-code` */
export const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();

/** What each service lacks, binds twice or never delivers twice. */
export function checkLayout(files: Files): Finding[] {
  const services = new Map<string, Map<string, string>>();
  for (const [path, text] of files) {
    const [, name, rest] = /^services\/([^/]+)\/(.+)$/.exec(path) ?? [];
    if (!name || !rest) continue;
    services.set(name, (services.get(name) ?? new Map()).set(rest, text));
  }
  return [...services].flatMap(([name, own]) => {
    const folder = `services/${name}`;
    const missing = required.filter(([pattern]) => ![...own.keys()].some(path => pattern.test(path)));
    return [
      ...missing.map(([, what]) => ({ path: folder, line: 1, message: `has no ${what}` })),
      ...checkOperations(folder, own),
      ...checkSubscriptions(folder, own, files),
    ];
  });
}

function checkOperations(folder: string, own: Files): Finding[] {
  const findings: Finding[] = [];
  const find = (path: string, line: number, message: string) =>
    findings.push({ path: `${folder}/${path}`, line, message });
  const { names, opaque } = endpointsOf(own);
  for (const line of opaque) find('contract.ts', line, 'write the endpoints out in the call of contract(…)');

  const calls = callsOf(own, 'operation');
  const bound = new Map<string, string>();
  const perFile = new Map<string, number>();
  for (const { path, line, name } of calls) {
    perFile.set(path, (perFile.get(path) ?? 0) + 1);
    if (!name) find(path, line, 'name the operation by a literal');
    else if (!names.has(name)) find(path, line, `the contract has no ${name}`);
    else if (bound.has(name)) find(path, line, `${name} is bound twice: also in ${folder}/${bound.get(name)}`);
    else {
      bound.set(name, path);
      const home = new RegExp(`^operations/(.+/)?${kebab(name)}\\.ts$`);
      if (!home.test(path)) find(path, line, `${name} belongs in operations/${kebab(name)}.ts`);
    }
  }
  for (const [name, line] of names)
    if (!bound.has(name)) find('contract.ts', line, `${name} has no operation: write operations/${kebab(name)}.ts`);
  for (const path of own.keys()) {
    const count = perFile.get(path) ?? 0;
    if (/^operations\/.+\.ts$/.test(path) && count !== 1)
      find(path, 1, `holds ${count} operations: one file holds exactly one`);
  }
  return findings;
}

/** The endpoints of the call `contract('name', { … })`: name → line, and the lines of what cannot be read. */
function endpointsOf(own: Files): { names: Map<string, number>; opaque: number[] } {
  const text = own.get('contract.ts') ?? '';
  const names = new Map<string, number>();
  const opaque: number[] = [];
  const read = (node: ObjectExpression) => {
    for (const each of node.properties)
      if (each.type === 'Property' && each.key.type === 'Identifier')
        names.set(each.key.name, lineAt(text, each.start));
      else opaque.push(lineAt(text, each.start));
  };
  new Visitor({
    CallExpression({ callee, arguments: [, endpoints], start }) {
      if (callee.type !== 'Identifier' || callee.name !== 'contract') return;
      const written: Node | undefined = endpoints;
      if (written?.type === 'ObjectExpression') read(written);
      else opaque.push(lineAt(text, start));
    },
  }).visit(parse('contract.ts', text).program);
  return { names, opaque };
}

/** A subscriber that cannot take an event twice loses or doubles an effect one day; each has a test that tries. */
function checkSubscriptions(folder: string, own: Files, files: Files): Finding[] {
  const tests = [...own].filter(([path]) => isTest(path));
  const twice = tests.filter(([path, text]) => testNames(path, text).some(name => /\b(twice|duplicate)/i.test(name)));
  return callsOf(own, 'on')
    .filter(({ path }) => /^subscriptions(\.ts|\/)/.test(path))
    .flatMap(({ path, line, name }) => {
      const where = { path: `${folder}/${path}`, line };
      if (!name) return [{ ...where, message: 'name the event by its identifier' }];
      const type = typeOf(`${folder}/${path}`, name, files);
      const mention = new RegExp(`\\b${name}\\b${type ? `|['"\`]${type.replaceAll('.', '\\.')}['"\`]` : ''}`);
      if (!tests.some(([, text]) => mention.test(text)))
        return [{ ...where, message: `no test of ${folder} mentions ${name}` }];
      if (!twice.some(([, text]) => mention.test(text)))
        return [{ ...where, message: `no test named '… twice …' or '… duplicate …' delivers ${name} again` }];
      return [];
    });
}

/** The names given to `test('…')`, `it('…')`, `test.each(…)('…')`. */
function testNames(path: string, text: string): string[] {
  const names: string[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [name] }) {
      if (name && /^(test|it)\b/.test(text.slice(callee.start, callee.end)))
        names.push(text.slice(name.start, name.end));
    },
  }).visit(parse(path, text).program);
  return names;
}

/** The type of the event an identifier was imported as. */
function typeOf(path: string, name: string, files: Files): string | undefined {
  const from = importsOf(path, files.get(path) ?? '').find(each => each.names.includes(name));
  return from && eventTypes(files, from.target).get(name);
}
