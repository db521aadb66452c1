// Which SQL the tests executed. `AGORA_STATEMENTS_DIR` names a folder; `tools/statements.ts` reads it afterwards and
// lists the statements that nothing ever ran.

import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.AGORA_STATEMENTS_DIR;

/**
 * Notes that a template, or a fragment nested in one, was executed. Without the folder it does nothing. With it, a
 * template costs one look into a set after its first time; the first time its text is appended at once, so that a
 * killed process has lost nothing, and in one write, so that the threads of a process can share a file.
 */
export const recordStatement: (strings: TemplateStringsArray) => void = folder ? recorder(folder) : () => {};

function recorder(directory: string): (strings: TemplateStringsArray) => void {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${process.pid}.jsonl`);
  const seen = new WeakSet<TemplateStringsArray>();
  return strings => {
    if (seen.has(strings)) return;
    seen.add(strings);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it marks where a value stood, as in the source.
    appendFileSync(file, `${JSON.stringify(strings.join('${}'))}\n`);
  };
}
