import { fail } from '#kernel/errors';
import { saveMessage } from '../change/channel.ts';
import { takeBack } from '../change/delete.ts';
import { chatService } from '../definition.ts';
import { messagesIn } from '../queries/messages.ts';
import { reportRow, toReport } from '../queries/reports.ts';

export const decideReport = chatService.operation('decideReport', async (ctx, input, call) => {
  const { buildingId, reportId, decision } = input;
  return ctx.db.transaction(async tx => {
    const found =
      (await tx.maybe(reportRow)`
        select ${reportRow} from message_reports where id = ${reportId} and building_id = ${buildingId}`) ??
      fail('not_found', 'There is no such report.');
    // In the order in which everybody locks: the channel first.
    await tx.run`select from channels where id = ${found.channel_id} for update`;
    const decided = await tx.maybe(reportRow)`
      update message_reports set state = ${decision}, decided_by = ${call.userId}, decided_at = ${ctx.now()}
      where id = ${reportId} and state = 'open' returning ${reportRow}`;
    if (!decided) fail('failed_precondition', 'This report was decided on.', { reason: 'decided' });
    const entry = decision === 'removed' ? await messagesIn(tx).get(found.channel_id, found.message_id) : null;
    const body = entry && (await takeBack(ctx, tx, entry, 'moderator'));
    if (entry && body) await saveMessage(ctx, tx, entry, body);
    return toReport(decided);
  });
});
