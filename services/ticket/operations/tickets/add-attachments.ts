import { changeTicket, save } from '../../change/change.ts';
import { attachFiles, withFiles } from '../../change/files.ts';
import { note } from '../../change/record.ts';
import { ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';

export const addAttachments = ticketService.operation('addAttachments', async (ctx, { ticketId, fileIds }, call) => {
  const seen = await seeTicket(ctx, call, ticketId);
  return withFiles(ctx, call, 'addAttachments', fileIds, files =>
    changeTicket(ctx, call, seen, undefined, async change => {
      await attachFiles(change.tx, ticketId, files, { commentId: null, by: change.by, at: change.at });
      note(change, 'attached', { fileIds: files.map(file => file.id) });
      return save(change);
    }),
  );
});
