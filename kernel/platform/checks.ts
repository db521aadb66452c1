// A setting that cannot work stops the start with one sentence that says what to set.

import { ConfigError, type PlatformConfig } from '../config.ts';
import type { BuiltService } from '../service.ts';

/** Throws a `ConfigError` if this process could not work with the others, or must not run like this. */
export function checkSettings(
  config: PlatformConfig,
  split: boolean,
  services: readonly Pick<BuiltService, 'name' | 'definition' | 'edge'>[] = [],
): void {
  const sentences: string[] = [];
  if (split) {
    const needs = 'A process that runs only some services needs';
    if (!config.amqpUrl) sentences.push(`${needs} AMQP_URL, e.g. amqp://localhost, to reach the others' events.`);
    if (!config.databaseUrl) sentences.push(`${needs} DATABASE_URL: the embedded PostgreSQL serves one process.`);
    const pushing = services.find(({ definition }) => definition.realtime)?.name;
    const away = !services.some(({ edge }) => edge);
    if (!config.redisUrl && pushing && away)
      sentences.push(
        `${pushing} apart from the edge needs REDIS_URL, e.g. redis://localhost, to reach the sockets there.`,
      );
    else if (!config.redisUrl)
      sentences.push(`${needs} REDIS_URL, e.g. redis://localhost, to share limits and sign-outs.`);
    if (!config.secret) sentences.push(`${needs} AGORA_SECRET, the same in all of them.`);
  }
  if (config.nodeEnv === 'production' && !config.secret)
    sentences.push('In production set AGORA_SECRET to at least 32 random characters, and keep it.');
  if (sentences.length > 0) throw new ConfigError(sentences.join('\n'));
}
