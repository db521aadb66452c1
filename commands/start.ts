// agora start

import { flushCompileCache } from 'node:module';
import { ConfigError, environment, platformConfig, readConfig, unknownSettings } from '#kernel/config';
import { startPlatform } from '#kernel/platform/platform';
import { complain, print } from '#kernel/terminal';
import { services as all, chooseTargets, identity } from '#targets';
import { folderOf } from '#web/build.ts';
import { dynamicSettings, sources } from './config.ts';
import { builtWeb } from './web.ts';

interface StartOptions {
  target: string;
  demo: boolean;
}

/** Runs until it is told to stop. Throws a `ConfigError` with what to set when it cannot start. */
export async function start({ target, demo }: StartOptions): Promise<void> {
  const env = environment();
  for (const sentence of unknownSettings(sources, env, dynamicSettings)) complain(sentence);
  const config = readConfig(null, platformConfig, env);
  const services = chosen(target);
  const seed = demo && config.demo && !config.databaseUrl && services.length === all.length;
  print(`Agora starts ${target === 'all' ? 'all services' : target} …`);
  const progress = (line: string) => print(`  ${line}`);
  const edge = services.some(service => service.edge);
  if (edge && !env.AGORA_GATEWAY_WEB_DIR) {
    env.AGORA_GATEWAY_WEB_DIR = folderOf(await builtWeb(progress));
  }
  const platform = await startPlatform({
    services,
    all,
    identity,
    config,
    env,
    seed,
    progress,
    onFatal(reason) {
      complain(reason);
      process.exit(1);
    },
  });
  const stopped = Promise.withResolvers<void>();
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    print(`\n${signal}: Agora finishes what is under way …`);
    const late = await platform.stop();
    if (late.length > 0) complain(`did not stop in time: ${late.join(', ')}`);
    print('Agora has stopped.');
    stopped.resolve();
  };
  process.on('SIGINT', () => void stop('Ctrl-C'));
  process.on('SIGTERM', () => void stop('SIGTERM'));

  // Whoever reads that it is ready may stop it at once.
  const seconds = (platform.startedInMs / 1000).toFixed(1);
  const web = edge && env.AGORA_GATEWAY_WEB_DIR !== 'none';
  print(welcome({ url: platform.url, count: services.length, seconds, demo: seed, edge, web }));
  flushCompileCache(); // At the end would be too late for one that is killed.
  await stopped.promise;
  process.exit(0);
}

function chosen(target: string) {
  try {
    return chooseTargets(target);
  } catch (error) {
    throw new ConfigError((error as Error).message);
  }
}

interface Welcome {
  url: string;
  count: number;
  seconds: string;
  demo: boolean;
  edge: boolean;
  web: boolean;
}

function welcome({ url, count, seconds, demo, edge, web }: Welcome): string {
  const lines = [`\nAgora is ready after ${seconds} s: ${count} services at ${url}`];
  if (web) lines.push(`  Web app    ${url}`);
  if (edge) lines.push(`  API docs   ${url}/docs`, `  Mailbox    ${url}/api/v1/mailbox`);
  if (demo)
    lines.push(
      '  Sign in    resident1@demo.example   (a resident)',
      '             manager1@demo.example    (the manager of a building)',
      '             shop1@demo.example       (a seller)',
      '             provider1@demo.example   (a plumber)',
      '             admin@demo.example       (the administrator)',
      '             password: agora-demo',
    );
  lines.push('  Ctrl-C stops everything.');
  return lines.join('\n');
}
