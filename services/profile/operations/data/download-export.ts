import { fail } from '#kernel/errors';
import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import { contentPlace } from '../../data/collect.ts';
import { requestRow, showExport, withParts } from '../../data/show.ts';
import { profileService } from '../../definition.ts';

export const downloadExport = profileService.operation('downloadExport', async (ctx, { exportId }, call) => {
  const found = await ctx.db.maybe(requestRow)`
    select ${requestRow} from data_requests
    where id = ${exportId} and user_id = ${call.userId} and kind = 'export'`;
  call.require(found !== null, 'There is no such export.');
  if (found!.state !== 'ready')
    fail('failed_precondition', 'It is still being collected; you hear of it when it is ready.', {
      reason: 'collecting',
    });
  const parts = await ctx.db.many({ service: col.text, content: col.bytes })`
    select service, content from data_request_parts
    where request_id = ${exportId} and content is not null order by service`;
  const data = parts.map(({ service, content }) => [
    service,
    JSON.parse(ctx.cipher.open(content, contentPlace(exportId, service))) as PersonalData,
  ]);
  const { complete, ...report } = showExport((await withParts(ctx.db, [found!]))[0]!);
  const archive = { report: { complete, ...report }, data: Object.fromEntries(data) };
  return {
    mime: 'application/json; charset=utf-8',
    content: JSON.stringify(archive, null, 2),
    filename: `agora-data-${report.requestedAt.slice(0, 10)}.json`,
  };
});
