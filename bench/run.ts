import { openLab } from './stage.ts';
import { table } from './measure.ts';
import { httpBench } from './http.ts';
const lab = await openLab();
try { console.log(table(await httpBench(lab))); } finally { await lab.close(); }
