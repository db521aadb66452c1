// Files that vendors uploaded are read in the background.

import { col } from '#kernel/sql/columns';
import type { CatalogCtx } from '../definition.ts';
import { endImport, runImport } from './run.ts';

/** So that a stop of the process, and another vendor's file, need not wait for the end of a large one. */
const batchesPerTurn = 20;

/** One that comes no further must not keep the others waiting. */
const maxAttempts = 10;

/** Reads on in the upload that waits longest; true if there may be more to do. */
export async function advanceUpload(ctx: CatalogCtx): Promise<boolean> {
  const next = await ctx.db.maybe({ id: col.uuid, content: col.bytes })`
    select i.id, f.content from product_imports i join product_import_files f on f.import_id = i.id
    where i.state = 'running' order by i.started_at, i.id limit 1`;
  if (!next) return false;
  const { attempts } = await ctx.db.one({ attempts: col.int })`
    update product_imports set attempts = attempts + 1 where id = ${next.id} returning attempts`;
  if (attempts > maxAttempts) await endImport(ctx, next.id, 'Something went wrong on our side; try again later.');
  else await runImport(ctx, next.id, one(next.content), { maxBatches: batchesPerTurn });
  return true;
}

async function* one(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
