// agora doctor

import { environment, platformConfig, readConfig, unknownSettings } from '#kernel/config';
import { print } from '#kernel/terminal';
import { dynamicSettings, sources } from './config.ts';
import { examine as examineAll } from './examine.ts';

/** Prints a line per check; ends with status 1 if one is not well. */
export async function examine(): Promise<void> {
  const env = environment();
  const findings = await examineAll(readConfig(null, platformConfig, env), env);
  const unknown = unknownSettings(sources, env, dynamicSettings);
  for (const { what, ok, says } of findings) print(`${ok ? 'ok   ' : 'WRONG'}  ${what.padEnd(12)} ${says}`);
  for (const sentence of unknown) print(`note   ${'settings'.padEnd(12)} ${sentence}`);
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
}
