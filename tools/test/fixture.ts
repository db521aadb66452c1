import type { Files, Finding } from '../files.ts';

/** A repository of a few lines. */
export const filesOf = (texts: Record<string, string>): Files => new Map(Object.entries(texts));

/** `path:line message`, so that a test states the whole finding. */
export const said = (findings: readonly Finding[]): string[] =>
  findings.map(({ path, line, message }) => `${path}:${line} ${message}`);
