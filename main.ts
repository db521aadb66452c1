// Reads the command line. Each command is a file of its own, loaded when it is asked for.

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { Command } from 'commander';
import { ConfigError } from '#kernel/config';
import { complain } from '#kernel/terminal';

const program = new Command('agora').description('The platform a residential community lives on').version('0.1.0');

program
  .command('start')
  .description('run the platform, or some of its services')
  .option('-t, --target <targets>', 'services or lists of them, with commas between', 'all')
  .option('--no-demo', 'leave empty databases empty (also AGORA_DEMO=false)')
  .action(async options => {
    // What was compiled once is read the next time; where the folder cannot be written, it is compiled again.
    enableCompileCache(join(import.meta.dirname, '.agora/compiled'));
    await (await import('./commands/start.ts')).start(options);
  });
program
  .command('migrate')
  .description('make the databases that are missing and bring all of them up to date')
  .action(async () => (await import('./commands/migrate.ts')).migrateDatabases());
program
  .command('seed')
  .description('fill empty databases with the demo community')
  .action(async () => (await import('./commands/seed.ts')).seedDatabases());
program
  .command('web')
  .description('build the web app if its sources have changed, as `agora start` does')
  .action(async () => (await import('./commands/web.ts')).buildWeb());
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
  .command('import')
  .description('bring in what other systems export')
  .command('products')
  .description('a CSV file of products, as Shopify exports them')
  .argument('<file>', 'the file')
  .requiredOption('--vendor <slug>', 'whose products they are')
  .option('--currency <code>', 'the currency of its prices', 'EUR')
  .action(async (file, options) => (await import('./commands/products.ts')).importProducts(file, options));
program
  .command('export')
  .description('write out what other systems can import')
  .command('products')
  .description('a CSV file of products, as Shopify imports them')
  .argument('[file]', 'standard output without it')
  .option('--vendor <slug>', 'whose products', 'demo')
  .option('--currency <code>', 'the currency of the prices', 'EUR')
  .action(async (file, options) => (await import('./commands/products.ts')).exportProducts(file, options));
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

const ledger = program.command('ledger').description('the double-entry ledger of payments');
ledger
  .command('verify')
  .description('walk the chain and the sums, and name the first entry that is not as it was written')
  .action(async () => (await import('./commands/ledger.ts')).verify());

const sandbox = program.command('sandbox').description('show what the payment sandbox took, and how it behaves');
sandbox.action(async () => (await import('./commands/sandbox.ts')).showSandbox());
sandbox
  .command('behave')
  .description('make it misbehave from now on; without options all is as it should be again')
  .option('--decline-next <count>', 'decline so many payments')
  .option('--delay <ms>', 'take so long over each payment')
  .option('--duplicates <count>', 'send each webhook so many times')
  .option('--webhooks <on|off>', 'tell what happened')
  .option('--outage <on|off>', 'answer nothing')
  .action(async options => (await import('./commands/sandbox.ts')).behave(options));
sandbox
  .command('deliver')
  .description('deliver the webhooks that wait, at once')
  .action(async () => (await import('./commands/sandbox.ts')).deliver());

try {
  await program.parseAsync();
} catch (error) {
  // What the operator can put right is a sentence; anything else is a bug and shows where.
  complain(error instanceof ConfigError ? error.message : String((error as Error).stack ?? error));
  process.exit(1);
}
