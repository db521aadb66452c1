// agora web

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ConfigError, environment, orAdvise } from '#kernel/config';
import { print } from '#kernel/terminal';
import { currentBuild, folderOf, type WebBuild } from '#web/build.ts';

const builder = fileURLToPath(import.meta.resolve('#web/bundle.ts'));

/** The built web app: built now if its sources have changed, with a line for whoever waits. Throws a `ConfigError`. */
export async function builtWeb(progress: (line: string) => void): Promise<WebBuild> {
  const last = currentBuild();
  if (last) return last;
  progress('web app: building, as its sources have changed …');
  await orAdvise(
    // Whatever this process is for, people get the production build.
    () => promisify(execFile)(process.execPath, [builder], { env: { ...environment(), NODE_ENV: 'production' } }),
    reason =>
      `The web app cannot be built:\n${reason}\nMend it, or set AGORA_GATEWAY_WEB_DIR=none to start without it.`,
  );
  const built = currentBuild();
  if (!built) throw new ConfigError('The sources of the web app changed while it was built: start again.');
  const kilobytes = (built.firstLoadBytes / 1000).toFixed(0);
  progress(
    `web app: built in ${built.seconds.toFixed(1)} s, ${kilobytes} kB of JavaScript at first load (gzipped), ${built.chunks} parts`,
  );
  return built;
}

/** Builds the web app if its sources have changed, and says where it is. */
export async function buildWeb(): Promise<void> {
  print(`The web app is in ${folderOf(await builtWeb(print))}`);
}
