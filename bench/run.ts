import { httpBench } from './http.ts';
import { table } from './measure.ts';
import { openLab } from './stage.ts';

const lab = await openLab();
try {
  console.log(table(await httpBench(lab)));
} finally {
  await lab.close();
}
