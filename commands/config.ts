// agora config

import { type ConfigSource, describeConfig, environment, platformConfig, unknownSettings } from '#kernel/config';
import { print, table } from '#kernel/terminal';
import { services } from '#targets';

/** The process's own settings, then each service's. */
export const sources: readonly ConfigSource[] = [
  { service: null, schema: platformConfig },
  ...services.flatMap(({ name, definition }) =>
    definition.config ? [{ service: name, schema: definition.config }] : [],
  ),
];

/** Names that hold one value a service. */
export const dynamicSettings = /^AGORA_(URL|TEST)_|^AGORA_STATEMENTS_DIR$/;

/** Prints every setting, then what nobody knows. */
export async function showConfig(): Promise<void> {
  const env = environment();
  // A variable that several services read is shown once.
  const settings = new Map(describeConfig(sources, env).map(setting => [setting.env, setting]));
  const rows = [...settings.values()].map(({ env: name, value, source }) => [name, value, source]);
  print(table(['setting', 'value', 'source'], rows));
  for (const { name } of services)
    for (const variable of [`DATABASE_URL_${name.toUpperCase()}`, `AGORA_URL_${name.toUpperCase()}`])
      if (env[variable]) print(`${variable}  ********  environment`);
  for (const sentence of unknownSettings(sources, env, dynamicSettings)) print(sentence);
}
