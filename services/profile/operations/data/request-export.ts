import { openRequest } from '../../data/requests.ts';
import { requestRow, showExport, withParts } from '../../data/show.ts';
import { profileService } from '../../definition.ts';

export const requestExport = profileService.operation('requestExport', async (ctx, _input, { userId }) =>
  ctx.db.transaction(async tx => {
    const id = await openRequest(ctx, tx, { userId, kind: 'export' });
    const opened = await tx.one(requestRow)`select ${requestRow} from data_requests where id = ${id}`;
    return showExport((await withParts(tx, [opened]))[0]!);
  }),
);
