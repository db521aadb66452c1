// Reads the command line. Each command is a file of its own, loaded when it is asked for.

import { Command } from 'commander';
import { ConfigError } from '#kernel/config';
import { complain } from '#kernel/terminal';

const program = new Command('agora').description('The platform a residential community lives on').version('0.1.0');

program
  .command('start')
  .description('run the platform, or some of its services')
  .option('-t, --target <targets>', 'services or lists of them, with commas between', 'all')
  .option('--no-demo', 'leave empty databases empty (also AGORA_DEMO=false)')
  .action(async options => (await import('./commands/start.ts')).start(options));
program
  .command('migrate')
  .description('make the databases that are missing and bring all of them up to date')
  .action(async () => (await import('./commands/migrate.ts')).migrateDatabases());
program
  .command('seed')
  .description('fill empty databases with the demo community')
  .action(async () => (await import('./commands/seed.ts')).seedDatabases());
program
  .command('config')
  .description('show every setting, its value and where it comes from; secrets are masked')
  .action(async () => (await import('./commands/config.ts')).showConfig());
program
  .command('openapi')
  .description('print the OpenAPI 3.1 document of the public API')
  .action(async () => (await import('./commands/documents.ts')).printOpenApi());
program
  .command('asyncapi')
  .description('print the AsyncAPI 3.0 document of the events')
  .action(async () => (await import('./commands/documents.ts')).printAsyncApi());

const events = program.command('events').description('show how far events are, and those that were parked');
events
  .option('-s, --service <service>', 'only one service')
  .action(async options => (await import('./commands/events.ts')).showEvents(options));
events
  .command('replay')
  .description('put parked events back in line')
  .argument('[id]', 'one event; all parked events without it')
  .option('-s, --service <service>', 'only one service')
  .action(async (id, options) => (await import('./commands/events.ts')).replayEvents(id, options));
program
  .command('doctor')
  .description('say what is reachable, which versions, what is wrong and what to do')
  .action(async () => (await import('./commands/doctor.ts')).examine());
program
  .command('backup')
  .description('copy all databases, the files and the secret into a new folder, as of one moment')
  .argument('<folder>', 'must not exist yet')
  .action(async folder => (await import('./commands/backup.ts')).backUp(folder));
program
  .command('restore')
  .description('bring a backup back into empty databases')
  .argument('<folder>', 'what `agora backup` wrote')
  .option('--replace', 'drop what is in the databases now')
  .action(async (folder, options) => (await import('./commands/backup.ts')).restore(folder, options));

try {
  await program.parseAsync();
} catch (error) {
  // What the operator can put right is a sentence; anything else is a bug and shows where.
  complain(error instanceof ConfigError ? error.message : String((error as Error).stack ?? error));
  process.exit(1);
}
