// An Agora that only holds a PostgreSQL: starts one on the folder it is given, says so in one line of JSON, and waits.
// SIGTERM stops both in good order, SIGINT is the drain before that, SIGHUP a crash that still runs exit handlers.
import { startEmbedded } from '../embedded.ts';

try {
  const { url, pid, replacedOrphan, stop } = await startEmbedded({ dataDir: process.argv[2]! });
  process.on('SIGINT', () => {});
  process.on('SIGHUP', () => process.exit(1));
  process.on('SIGTERM', stop);
  process.stdout.write(`${JSON.stringify({ url, pid, replacedOrphan })}\n`);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ refused: (error as Error).message })}\n`);
}
