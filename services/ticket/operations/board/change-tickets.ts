import { CodedError, fail } from '#kernel/errors';
import { assign } from '../../change/assign.ts';
import { calendarOf } from '../../change/calendar.ts';
import { act, openChange, saveChange } from '../../change/change.ts';
import { type Change, note } from '../../change/record.ts';
import { ticketService } from '../../definition.ts';
import { addTags } from '../../queries/tags.ts';

interface Wanted {
  action: 'assign' | 'close' | 'tag';
  assigneeId?: string | undefined;
  tags: readonly string[];
}

export const changeTickets = ticketService.operation('changeTickets', async (ctx, input, call) => {
  const { buildingId, ticketIds } = input;
  requireParameters(input);
  const calendar = await calendarOf(ctx, buildingId);
  const options = { by: call.user?.userId ?? null, who: 'staff', calendar } as const;
  return ctx.db.transaction(async tx => {
    const outcomes = new Map<string, { code: string | null; message: string | null }>();
    // Locked in one order, so that two of these do not wait for each other.
    for (const ticketId of [...new Set(ticketIds)].toSorted()) {
      const outcome = await tx
        .savepoint(async part => {
          const change = await openChange(ctx, part, ticketId, options);
          if (change?.ticket.building_id !== buildingId) fail('not_found', 'The building has no such ticket.');
          await carryOut(change, input);
          await saveChange(change);
          return { code: null, message: null };
        })
        .catch(refusalOf);
      outcomes.set(ticketId, outcome);
    }
    return {
      items: ticketIds.map(ticketId => {
        const { code, message } = outcomes.get(ticketId)!;
        return { ticketId, done: code === null, code, message };
      }),
    };
  });
});

function requireParameters({ action, assigneeId, tags }: Wanted): void {
  if (action === 'assign' && assigneeId === undefined)
    fail('invalid_argument', 'assigneeId: say who to assign them to.');
  if (action === 'tag' && tags.length === 0) fail('invalid_argument', 'tags: name at least one.');
}

async function carryOut(change: Change, { action, assigneeId, tags }: Wanted): Promise<void> {
  const { ctx, tx, ticket } = change;
  if (action === 'assign') await assign(change, assigneeId!);
  else if (action === 'close') act(change, { do: 'close', reason: 'solved' });
  else {
    await addTags(ctx, tx, { id: ticket.id, buildingId: ticket.building_id }, tags);
    note(change, 'changed', { tagsAdded: tags }, { internal: true });
  }
}

/** One that is refused leaves the others be; anything else undoes all. */
function refusalOf(error: unknown): { code: string; message: string } {
  if (error instanceof CodedError && error.cause === undefined) return { code: error.code, message: error.message };
  throw error;
}
