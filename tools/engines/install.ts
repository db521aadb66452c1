// Installs the real engines from Debian's packages where they are missing.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { findRabbit } from './rabbitmq.ts';

const onPath = (program: string): boolean =>
  (process.env.PATH ?? '').split(':').some(folder => existsSync(`${folder}/${program}`));

/** The folder of the newest PostgreSQL server programs Debian has installed, or undefined. */
export function findPostgres(): string | undefined {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root)
    ? readdirSync(root)
        .map(Number)
        .toSorted((a, b) => b - a)
    : [];
  return versions.map(version => `${root}/${version}/bin`).find(folder => existsSync(`${folder}/postgres`));
}

/** Makes sure that RabbitMQ, Redis, PostgreSQL and Chromium are installed. Throws a sentence where it may not install. */
export function installEngines(): void {
  const missing = [
    ...(findRabbit() ? [] : ['rabbitmq-server']),
    ...(onPath('redis-server') ? [] : ['redis-server']),
    ...(findPostgres() ? [] : ['postgresql']),
    ...(onPath('chromium') ? [] : ['chromium', 'fonts-noto-color-emoji']),
  ];
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0)
    throw new Error(`install ${missing.join(', ')} first: apt-get install ${missing.join(' ')}`);
  console.log(`installing ${missing.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'inherit' });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
