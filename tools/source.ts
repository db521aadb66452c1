// What the tools ask of TypeScript source: its tree, its imports, its events and its SQL.

import { posix } from 'node:path';
import { type Expression, type ParseResult, parseSync, type TemplateLiteral, Visitor } from 'oxc-parser';
import { type Files, lineAt } from './files.ts';

export const isCode = (path: string): boolean => /\.(ts|tsx|js|jsx|mjs|cjs)$/.test(path);

/** Tests and what only tests use. */
export const isTest = (path: string): boolean => /(^|\/)test\/|\.test\.ts$/.test(path);

const parsed = new Map<string, { text: string; result: ParseResult }>();

/** The syntax tree of a file; the tools ask for the same ones, so the last of each path is kept. */
export function parse(path: string, text: string): ParseResult {
  const known = parsed.get(path);
  if (known?.text === text) return known.result;
  const result = parseSync(path, text, { preserveParens: false });
  parsed.set(path, { text, result });
  return result;
}

export interface Import {
  line: number;
  /** As written: `./domain.ts`, `#kernel/time`, `zod`. */
  specifier: string;
  /** Where it leads: a path in the repository, `node:…`, or the name of an npm package. */
  target: string;
  /** Erased before the program runs. */
  typeOnly: boolean;
  /** The exported names asked for; `*` for all of them. */
  names: string[];
}

/** Every import of a file: static, re-export, dynamic with a literal, and `import('…')` in a type. */
export function importsOf(path: string, text: string): Import[] {
  const imports: Import[] = [];
  const add = (source: Expression | null, typeOnly: boolean, names: string[]) => {
    if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
    const target = resolve(path, source.value);
    imports.push({ line: lineAt(text, source.start), specifier: source.value, target, typeOnly, names });
  };
  new Visitor({
    ImportDeclaration(node) {
      const bindings = node.specifiers.map(each => {
        if (each.type !== 'ImportSpecifier') return { name: each.type === 'ImportDefaultSpecifier' ? 'default' : '*' };
        const name = each.imported.type === 'Literal' ? each.imported.value : each.imported.name;
        return { name, typeOnly: each.importKind === 'type' };
      });
      const erased = bindings.length > 0 && bindings.every(each => each.typeOnly);
      add(
        node.source,
        node.importKind === 'type' || erased,
        bindings.map(each => each.name),
      );
    },
    ExportAllDeclaration: node => add(node.source, node.exportKind === 'type', ['*']),
    ExportNamedDeclaration: node => add(node.source, node.exportKind === 'type', ['*']),
    ImportExpression: node => add(node.source, false, ['*']),
    TSImportType: node => add(node.source, true, ['*']),
  }).visit(parse(path, text).program);
  return imports;
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  if (specifier.startsWith('#')) return `${specifier.slice(1)}.ts`;
  if (specifier.startsWith('node:')) return specifier;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The events a module declares: identifier → type, from `export const userDeleted = event('user.deleted', …)`. */
export function eventTypes(files: Files, path: string): Map<string, string> {
  const types = new Map<string, string>();
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type !== 'Identifier' || init?.type !== 'CallExpression') return;
      const [type] = init.arguments;
      const declares = init.callee.type === 'Identifier' && init.callee.name === 'event';
      if (declares && type?.type === 'Literal' && typeof type.value === 'string') types.set(id.name, type.value);
    },
  }).visit(parse(path, files.get(path) ?? '').program);
  return types;
}

export interface Call {
  path: string;
  line: number;
  /** The literal, or the identifier's name, that the call names first. */
  name: string | undefined;
}

/** The calls `x.<method>(name, …)` in files that are no tests. */
export function callsOf(own: Files, method: string): Call[] {
  const calls: Call[] = [];
  for (const [path, text] of own) {
    if (!isCode(path) || isTest(path)) continue;
    new Visitor({
      CallExpression({ callee, arguments: [first], start }) {
        if (
          callee.type !== 'MemberExpression' ||
          callee.property.type !== 'Identifier' ||
          callee.property.name !== method
        )
          return;
        const literal = first?.type === 'Literal' && typeof first.value === 'string' ? first.value : undefined;
        calls.push({ path, line: lineAt(text, start), name: first?.type === 'Identifier' ? first.name : literal });
      },
    }).visit(parse(path, text).program);
  }
  return calls;
}

const queryCalls = new Set(['one', 'maybe', 'many', 'stream']);
const queryNames = new Set(['run', 'soon']);

/** Whether a template's tag is one of the kernel's: `sql`, `tx.run`, `tx.soon`, `tx.one(row)`, `.maybe(…)`, `.many(…)`, `.stream(…)`. */
function isSqlTag(tag: Expression): boolean {
  if (tag.type === 'TSInstantiationExpression') return isSqlTag(tag.expression);
  if (tag.type === 'Identifier') return tag.name === 'sql';
  const member = tag.type === 'CallExpression' ? tag.callee : tag;
  if (member.type !== 'MemberExpression' || member.property.type !== 'Identifier') return false;
  return tag.type === 'CallExpression' ? queryCalls.has(member.property.name) : queryNames.has(member.property.name);
}

/** Every SQL template of a file. */
export function sqlTemplates(path: string, text: string): TemplateLiteral[] {
  const templates: TemplateLiteral[] = [];
  new Visitor({
    TaggedTemplateExpression(node) {
      if (isSqlTag(node.tag)) templates.push(node.quasi);
    },
  }).visit(parse(path, text).program);
  return templates;
}
