import { callBench } from './call.ts';
import { eventsBench } from './events.ts';
import { httpBench } from './http.ts';
import { type Lab, openLab } from './lab.ts';
import { type Row, table } from './measure.ts';
import { splitBench } from './split.ts';
import { sqlBench } from './sql.ts';
import { startBench } from './start.ts';

const benches: Record<string, (lab: Lab) => Promise<Row[]>> = {
  call: callBench,
  http: httpBench,
  sql: sqlBench,
  events: eventsBench,
};
const lab = await openLab();
try {
  for (const name of process.argv.slice(2)) console.log(table(await benches[name]!(lab)));
} finally {
  await lab.close();
}
