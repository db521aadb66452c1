// Style as a test: what is banned where, and what to write instead.

import { type Node, Visitor } from 'oxc-parser';
import { type Files, type Finding, lineAt } from './files.ts';
import { isCode, isTest, parse, sqlTemplates } from './source.ts';

export const limits = { fileLines: 300, functionLines: 70, kernelLines: 5_200 };

// The kernel makes the effects the others receive; tests, tools and benchmarks stand outside the house; a browser has
// no context to take a clock from.
const hasOwnEffects = (path: string): boolean =>
  /^(kernel|tools|bench|bin|web|e2e|docs)\/|(^|\/)[^/]+\.config\.ts$/.test(path) || isTest(path);
const mayPrint = (path: string): boolean => /^(kernel|tools|bench|bin|docs)\//.test(path) || isTest(path);

/** Dotted names, calls and `new`s, each with what to write instead. */
const effects: Record<string, string> = {
  'Date.now': 'ctx.now(), or the instant as an argument',
  'new Date()': 'ctx.now(), or the instant as an argument',
  'Date()': 'ctx.now(), or the instant as an argument',
  'performance.now': 'ctx.now(); durations are measured by the kernel',
  'Math.random': 'ctx.random()',
  'crypto.randomUUID': 'ctx.id()',
  'randomUUID()': 'ctx.id()',
  'process.env': "the service's config",
  'fetch()': "the typed client of a service, or the kernel's httpClient",
  'globalThis.fetch': "the typed client of a service, or the kernel's httpClient",
};

const sqlEffects: [RegExp, string][] = [
  [
    /\b(now|clock_timestamp|transaction_timestamp|statement_timestamp)\s*\(\s*\)|\b(current_timestamp|current_date|current_time|localtimestamp|localtime)\b|'(now|today)'/gi,
    'pass ctx.now() as a value',
  ],
  [/\b(gen_random_uuid|uuid_generate_v4|uuidv7|uuidv4)\s*\(\s*\)/gi, 'pass ctx.id() as a value'],
  [/\brandom\s*\(\s*\)/gi, 'pass ctx.random() as a value'],
];

// Written in pieces so that this file does not find itself.
const unfinished = new RegExp(
  `\\b(${['TO', 'FIX', 'XX', 'HA'].map((head, i) => head + ['DO', 'ME', 'X', 'CK'][i]).join('|')})\\b`,
  'g',
);

const emptyNames = /(^|\/)(utils?|helpers?|managers?|common|misc)(\/|\.[^/]*$)/;
// In the web app `manager` is one of the people it is for.
const emptyNamesOnWeb = /(^|\/)(utils?|helpers?|common|misc)(\/|\.[^/]*$)/;

/** Every banned word, name, length and effect of the repository. */
export function checkTidy(files: Files): Finding[] {
  return [...[...files].flatMap(([path, text]) => checkFile(path, text)), ...checkKernelBudget(files)];
}

function checkFile(path: string, text: string): Finding[] {
  if (path.startsWith('generated/')) return [];
  const findings: Finding[] = [];
  const at = (offset: number, message: string) => findings.push({ path, line: lineAt(text, offset), message });

  for (const match of text.matchAll(unfinished))
    at(match.index, `${match[0]}: finish it, or say in an issue what is missing`);
  if (/(^|\/)migrations\/[^/]+\.sql$/.test(path)) checkSql(text, 0, at);
  if (!isCode(path)) return findings;

  const name = (path.startsWith('web/') ? emptyNamesOnWeb : emptyNames).exec(path);
  if (name) at(0, `the name '${name[2]}' says nothing: name the file after what it does`);
  const lines = text.replace(/\n$/, '').split('\n').length;
  if (lines > limits.fileLines) at(0, `${lines} lines, the limit is ${limits.fileLines}: split it along its subjects`);
  for (const comment of parse(path, text).comments)
    if (/@ts-(ignore|nocheck)\b/.test(comment.value))
      at(comment.start, 'switches the compiler off: make the types say it');
  if (/^services\//.test(path) && !isTest(path))
    for (const template of sqlTemplates(path, text))
      for (const quasi of template.quasis) checkSql(quasi.value.raw, quasi.start + 1, at);
  checkTree(path, text, at);
  return findings;
}

type Report = (offset: number, message: string) => unknown;

function checkTree(path: string, text: string, at: Report): void {
  const declared: number[] = [];
  const ban = (node: Node, name: string) => {
    const instead = Object.hasOwn(effects, name) ? effects[name] : undefined;
    if (instead && !hasOwnEffects(path)) at(node.start, `${name}: use ${instead}`);
    if (name.startsWith('console.') && !mayPrint(path)) at(node.start, `${name}: use ctx.log`);
  };
  // A page is as long as what it shows: of a component its logic is counted, not the markup it returns.
  const markup: Node[] = [];
  const checkLength = (node: Node) => {
    const between = ({ start, end }: { start: number; end: number }) => lineAt(text, end) - lineAt(text, start);
    const shown = markup.filter(each => each.start > node.start && each.end < node.end);
    const lines = between(node) + 1 - shown.reduce((sum, each) => sum + between(each), 0);
    // What declares tests (a `describe`, the suite of a port) is a table of contents, not a paragraph.
    const declaresTests = declared.some(offset => offset > node.start && offset < node.end);
    if (lines > limits.functionLines && !declaresTests)
      at(node.start, `a function of ${lines} lines, the limit is ${limits.functionLines}: give its parts names`);
  };
  let depth = 0;
  const enter = (node: Node) => void (depth++ === 0 && markup.push(node));
  const leave = () => void depth--;
  new Visitor({
    JSXElement: enter,
    JSXFragment: enter,
    'JSXElement:exit': leave,
    'JSXFragment:exit': leave,
    CallExpression(node) {
      if (node.callee.type === 'Identifier') ban(node, `${node.callee.name}()`);
      if (isTest(path) && /^(describe|test|it)\b/.test(text.slice(node.callee.start, node.callee.end)))
        declared.push(node.start);
    },
    NewExpression(node) {
      if (node.callee.type === 'Identifier' && node.arguments.length === 0) ban(node, `new ${node.callee.name}()`);
    },
    MemberExpression(node) {
      const { object, property } = node;
      if (object.type !== 'Identifier') return;
      if (property.type === 'Identifier' && !node.computed) ban(node, `${object.name}.${property.name}`);
      if (property.type === 'Literal') ban(node, `${object.name}.${property.value}`);
    },
    TSAnyKeyword: node => at(node.start, 'any: use unknown and narrow it, or name the type'),
    TSEnumDeclaration: node => at(node.start, 'enum: use a union of strings, or an `as const` object'),
    'FunctionDeclaration:exit': checkLength,
    'FunctionExpression:exit': checkLength,
    'ArrowFunctionExpression:exit': checkLength,
  }).visit(parse(path, text).program);
}

/** A clock or a die inside the database is one that no test can turn. */
function checkSql(sql: string, offset: number, at: Report): void {
  const code = sql.replace(/--[^\n]*/g, comment => ' '.repeat(comment.length));
  for (const [pattern, instead] of sqlEffects)
    for (const match of code.matchAll(pattern)) at(offset + match.index, `${match[0]} in SQL: ${instead}`);
}

// What the budget leaves out, see docs/decisions/0007: tests, the harness, and the adapters of outside engines.
const notCounted =
  /^kernel\/(testing|postgres)\/|^kernel\/events\/rabbit-|^kernel\/keys\/redis\.ts$|^kernel\/realtime\/(server|sockets)\.ts$|^kernel\/timeline\/postgres\.ts$/;
const imports = /^import [^;]*;\n/gm;
const isCodeLine = (line: string): boolean => !/^\s*($|\/\/|\/?\*|--)/.test(line);

function checkKernelBudget(files: Files): Finding[] {
  const lines = [...files]
    .filter(([path]) => /^kernel\/.*\.(ts|sql)$/.test(path) && !isTest(path) && !notCounted.test(path))
    .reduce((sum, [, text]) => sum + text.replace(imports, '').split('\n').filter(isCodeLine).length, 0);
  if (lines <= limits.kernelLines) return [];
  const message = `${lines} lines of code without tests and engines, the budget is ${limits.kernelLines}: take something out`;
  return [{ path: 'kernel', line: 1, message }];
}
