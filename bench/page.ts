// docs/benchmarks.md.

import { cpus, platform, release, totalmem } from 'node:os';
import { type Measured, table } from './measure.ts';

/** The machine in a sentence, with the versions of what ran on it. */
export function describeMachine(postgres: string): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const engines = `Node ${process.version}, PostgreSQL ${postgres} (embedded, fsync on)`;
  return `${cores.length} cores of ${cores[0]?.model.trim()}, ${memory} GiB, ${platform()} ${release().split('.').slice(0, 2).join('.')}; ${engines}`;
}

/** The page: the table, how it was taken, and what each benchmark means. */
export function page(measured: readonly Measured[], machine: string): string {
  const day = new Date().toISOString().slice(0, 10);
  const rows = measured.flatMap(each => each.rows);
  const meanings = measured.map(({ bench }) => `- **${bench.name}**: ${bench.means}`);
  return `# Benchmarks

Written by \`npm run bench\` on ${day}: ${machine}.

${table(rows)}

## How to read it

Absolute figures are those of this machine on that day. What counts is the result: ours against a limit that is measured
in the same run. Both take turns, first one and then the other in front, and the median of the rounds is shown, so that
whatever else the machine does falls on both. A result below its goal is marked and fails nothing.

## What is measured

${meanings.join('\n')}

## How to repeat it

    npm ci
    npm run bench                # everything, and this page anew: about ten minutes on an idle machine
    npm run bench -- http sql    # only these, printed

Requests come from a process of their own, so two cores are the least that makes sense. PostgreSQL is the embedded one, on
a new data folder in the system's folder for temporary files. The rows through RabbitMQ need \`AMQP_URL\`, or a
\`rabbitmq-server\` on this machine, which is then started for the run; without either they are left out.
`;
}
