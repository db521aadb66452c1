import type { Tx } from '#kernel/sql/database';
import { type BadRow, readUnits, type UnitRow } from '../../csv.ts';
import { type BuildingCtx, buildingService } from '../../definition.ts';
import { lockBuilding } from '../../queries/hierarchy.ts';
import { addUnits, knownUnits } from '../../queries/import.ts';

const rowsPerStatement = 500;
const errorsShown = 1000;

// It takes no idempotency key: a file sent twice finds its units there already.
export const importUnits = buildingService.operation('importUnits', async (ctx, { buildingId, content }) =>
  ctx.db.transaction(async tx => {
    await lockBuilding(tx, buildingId);
    const report = { rows: 0, created: 0, unchanged: 0, failed: 0, errors: [] as BadRow[] };
    const refuse = (bad: BadRow) => {
      report.failed++;
      if (report.errors.length < errorsShown) report.errors.push(bad);
    };
    const firstRows = new Map<string, number>();
    const spellings = new Map<string, string>();
    const batch: UnitRow[] = [];
    const flush = async () => {
      const { created, unchanged, differing } = await importRows(ctx, tx, buildingId, batch.splice(0));
      report.created += created;
      report.unchanged += unchanged;
      differing.forEach(refuse);
    };
    for (const each of readUnits(content)) {
      report.rows++;
      if ('bad' in each) {
        refuse(each.bad);
        continue;
      }
      const { row, entrance, label } = each.good;
      const key = `${entrance}\n${label}`.toLowerCase();
      const first = firstRows.get(key);
      if (first !== undefined) {
        refuse({
          row,
          reason: 'repeated',
          message: `Unit ${label} of entrance ${entrance} is in line ${first} already.`,
        });
        continue;
      }
      firstRows.set(key, row);
      // One entrance is spelled one way, as it stood first.
      const spelled = spellings.get(entrance.toLowerCase()) ?? entrance;
      spellings.set(entrance.toLowerCase(), spelled);
      batch.push({ ...each.good, entrance: spelled });
      if (batch.length === rowsPerStatement) await flush();
    }
    await flush();
    report.errors.sort((a, b) => a.row - b.row);
    return report;
  }),
);

/** Adds those units of a batch that are not there. */
async function importRows(ctx: BuildingCtx, tx: Tx, buildingId: string, rows: UnitRow[]) {
  const known = await knownUnits(tx, buildingId, rows);
  const sameRows = new Map(known.map(({ row, same }) => [row, same]));
  const missing = rows.filter(({ row }) => !sameRows.has(row));
  await addUnits(ctx, tx, buildingId, missing);
  const differing = rows
    .filter(({ row }) => sameRows.get(row) === false)
    .map(
      ({ row, label, entrance }): BadRow => ({
        row,
        reason: 'differs',
        message: `Unit ${label} of entrance ${entrance} is there already with other values; change it instead.`,
      }),
    );
  return { created: missing.length, unchanged: known.length - differing.length, differing };
}
