// npm run generate: writes generated/ from the contracts, events, imports and migrations. With --check it only compares.

import { eventCatalogue } from '../commands/asyncapi.ts';
import { asyncApiText, openApiText } from '../commands/documents.ts';
import { cloneDatabase, startTestServer } from '../kernel/testing/postgres.ts';
import { drawMachine as drawJob } from '../services/marketplace/domain/job.ts';
import { drawMachine } from '../services/order/domain/saga.ts';
import { services } from '../targets.ts';
import { readRepository, show } from './files.ts';
import { checkFresh } from './fresh.ts';
import { renderGraph } from './graph.ts';
import { describeSchema } from './schema.ts';

const now = '2026-01-15T00:00:00.000Z';
const write = !process.argv.includes('--check');
const stopServer = await startTestServer();

const schemas = services.map(({ name, definition }) => [
  `generated/schema/${name}.sql`,
  async () => {
    const { url, drop } = await cloneDatabase(definition, now);
    try {
      return await describeSchema(url);
    } finally {
      await drop();
    }
  },
]);

const findings = await checkFresh(
  {
    'generated/openapi.json': async () => openApiText(),
    'generated/asyncapi.json': async () => asyncApiText(),
    'generated/events.json': async () => `${JSON.stringify(eventCatalogue(services), null, 2)}\n`,
    'generated/checkout.md': async () => `# The checkout\n\n\`\`\`mermaid\n${drawMachine()}\n\`\`\`\n`,
    'generated/jobs.md': async () => `# A job\n\n\`\`\`mermaid\n${drawJob()}\n\`\`\`\n`,
    'generated/graph.txt': async () => renderGraph(readRepository()),
    ...Object.fromEntries(schemas),
  },
  write,
);
await stopServer();
if (findings.length > 0) {
  console.error(show(findings));
  process.exit(1);
}
console.log(write ? 'generated/ is written' : 'generated/ is fresh');
