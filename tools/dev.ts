// npm run dev: the platform, begun anew whenever one of its files changes, and in front of it the web app as Vite serves
// it, changed in place while one looks at it.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createServer } from 'vite';
import config from '../web/vite.config.ts';
import { repositoryRoot } from './files.ts';

const platform = 'http://127.0.0.1:8080';
const paths = ['kernel', 'services', 'commands', 'main.ts', 'targets.ts'].map(
  path => `--watch-path=${join(repositoryRoot, path)}`,
);
const child = spawn(
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    '--watch-preserve-output',
    ...paths,
    join(repositoryRoot, 'main.ts'),
    'start',
  ],
  { stdio: 'inherit', env: { ...process.env, PORT: '8080', AGORA_GATEWAY_WEB_DIR: 'none' } },
);

const toPlatform = { target: platform, ws: true, changeOrigin: true };
// The API is told by its version from web/api/, a folder of the app.
const server = await createServer({
  ...config,
  configFile: false,
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: Object.fromEntries(
      ['^/api/v1/', '/docs', '/openapi.json', '/.well-known', '/healthz'].map(path => [path, toPlatform]),
    ),
  },
});
await server.listen();
console.log(`\nThe web app, with hot reload: http://127.0.0.1:${server.config.server.port}\n`);

const end = (): void => {
  child.kill('SIGINT');
  void server.close();
};
process.once('SIGINT', end);
process.once('SIGTERM', end);
child.once('exit', code => {
  void server.close().then(() => process.exit(code ?? 0));
});
