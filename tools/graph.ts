// The import graph of the house: what tools/rules.ts refuses, and the graph a reviewer reads.

import type { Files, Finding } from './files.ts';
import { outside, type Rule, rules } from './rules.ts';
import { eventTypes, type Import, importsOf, isCode } from './source.ts';

const matches = (pattern: string | undefined, target: string, self: string): boolean =>
  pattern !== undefined && new RegExp(`^(${pattern.replaceAll('<self>', self)})$`).test(target);

function refuses(rule: Rule, path: string, { target, typeOnly }: Import): boolean {
  const self = rule.from.exec(path)?.[1] ?? '';
  if (matches(rule.never, target, self)) return true;
  return (
    rule.only !== undefined && !matches(rule.only, target, self) && !(typeOnly && matches(rule.onlyTypes, target, self))
  );
}

/** Every import that a rule refuses, every use that is not declared, every way around `#…`, and every cycle. */
export function checkGraph(files: Files): Finding[] {
  const findings: Finding[] = [];
  for (const [path, text] of files) {
    if (!isCode(path)) continue;
    const bound = rules.filter(rule => rule.from.test(path) && !rule.except?.test(path));
    const room = roomOf(path);
    for (const each of importsOf(path, text)) {
      const find = (message: string) =>
        findings.push({ path, line: each.line, message: `${each.specifier}: ${message}` });
      for (const rule of bound) if (refuses(rule, path, each)) find(rule.say);
      if (each.specifier.startsWith('.') && room && roomOf(each.target) !== room && !outside.test(path))
        find(`leaves ${room} by a relative path: write #kernel/…, #services/…`);
      const peer = peerOf(path, each.target);
      if (peer && !outside.test(path) && !declared(files, room!).has(each.target))
        find(`${room}/definition.ts does not import ${peer.service}'s ${peer.module}: declare it there first`);
    }
  }
  return [...findings, ...cycles(files)];
}

/** `services/ticket`, `kernel`: the folder whose files speak to each other by relative paths. */
const roomOf = (path: string): string | undefined => /^(kernel|services\/[^/]+)\//.exec(path)?.[1];

/** The other service whose contract or events a target is. */
function peerOf(path: string, target: string): { service: string; module: string } | undefined {
  const [, service, module] = /^services\/([^/]+)\/(contract|events)\.ts$/.exec(target) ?? [];
  const own = roomOf(path);
  return service && module && own?.startsWith('services/') && own !== `services/${service}`
    ? { service, module }
    : undefined;
}

/** Module → names, of the other services' contracts and events that a service's definition imports. */
function declared(files: Files, room: string): Map<string, { line: number; names: string[] }> {
  const path = `${room}/definition.ts`;
  const imports = importsOf(path, files.get(path) ?? '').filter(each => peerOf(path, each.target));
  const modules = new Map<string, { line: number; names: string[] }>();
  for (const { target, line, names } of imports) {
    const before = modules.get(target);
    modules.set(target, { line: before?.line ?? line, names: [...(before?.names ?? []), ...names] });
  }
  return modules;
}

const serviceNames = (files: Files): string[] =>
  [...new Set([...files.keys()].flatMap(path => /^services\/([^/]+)\//.exec(path)?.[1] ?? []))].sort();

/** The services a service calls, and the line that says so. */
const usesOf = (files: Files, service: string): [name: string, line: number][] =>
  [...declared(files, `services/${service}`)]
    .flatMap(([target, { line }]): [string, number][] =>
      target.endsWith('/contract.ts') ? [[target.split('/')[1]!, line]] : [],
    )
    .sort();

/** Synchronous calls in a circle wait for each other; one finding for each way round. */
function cycles(files: Files): Finding[] {
  const findings: Finding[] = [];
  const done = new Set<string>();
  const visit = (service: string, way: string[]) => {
    for (const [next, line] of usesOf(files, service)) {
      const start = way.indexOf(next);
      if (start !== -1) {
        const round = [...way.slice(start), next].join(' → ');
        const message = `uses goes round: ${round}; let one of them learn by an event`;
        findings.push({ path: `services/${service}/definition.ts`, line, message });
      } else if (!done.has(next)) visit(next, [...way, next]);
    }
    done.add(service);
  };
  for (const service of serviceNames(files)) if (!done.has(service)) visit(service, [service]);
  return findings;
}

/** The text of `generated/graph.txt`: who calls whom and who listens to what. */
export function renderGraph(files: Files): string {
  const lines = serviceNames(files).map(service => {
    const uses = usesOf(files, service).map(([name]) => name);
    const consumes = [...declared(files, `services/${service}`)].flatMap(([target, { names }]) => {
      if (!target.endsWith('/events.ts')) return [];
      const types = eventTypes(files, target);
      return `${target.split('/')[1]}: ${names
        .map(name => types.get(name) ?? name)
        .sort()
        .join(' ')}`;
    });
    const parts = [
      uses.length > 0 && `uses ${uses.join(', ')}`,
      consumes.length > 0 && `consumes ${consumes.sort().join(', ')}`,
    ];
    return [service, ...parts.filter(part => part !== false)].join('  ');
  });
  return `${lines.join('\n')}\n`;
}
