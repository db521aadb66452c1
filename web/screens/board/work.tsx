import { useState } from 'react';
import { ticket as contract } from '#services/ticket/contract';
import { useAction, useList } from '#web/api/queries.ts';
import { useAccess } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Tick } from '#web/kit/controls.tsx';
import { Select } from '#web/kit/select.tsx';
import { Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useIsDesk } from '#web/kit/wide.ts';
import { optionsOf, useCategories } from '#web/screens/tickets/categories.ts';
import { useAssignees } from '#web/screens/tickets/people.ts';
import type { Details } from '#web/screens/tickets/promise.ts';
import { showsTickets } from '#web/screens/tickets/shown.ts';
import { boardText } from '#web/text/board.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { Clocks } from './clocks.tsx';
import { Merge } from './merge.tsx';
import { type Step, stepTo, targetsOf } from './moves.ts';
import { type AskedStep, StepDialog, takesSomebody, takesWords } from './step-dialog.tsx';
import { useSteps } from './steps.ts';
import { IncidentField, TagsField, TitleField, WatcherField } from './work-fields.tsx';

const { assignTicket, updateTicket, listAssets } = contract.endpoints;
const refreshes = showsTickets;

/** What staff do with a ticket, beside it. */
export default function Work({ ticket }: { ticket: Details }) {
  const t = useText(boardText);
  const desk = useIsDesk();
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="mb-4 text-lg">{t.work}</h2>
      <Steps ticket={ticket} />
      {desk ? (
        <Fields ticket={ticket} />
      ) : (
        // What happened is nearer on a phone than what is seldom changed.
        <details className="mt-3">
          <summary className="flex min-h-11 cursor-pointer items-center font-semibold text-fig">{t.fields}</summary>
          <Fields ticket={ticket} />
        </details>
      )}
    </Card>
  );
}

function Fields({ ticket }: { ticket: Details }) {
  const active = ticket.status !== 'resolved' && ticket.status !== 'closed';
  return (
    <div className="mt-4 flex flex-col gap-5">
      {active && <People ticket={ticket} />}
      <Sorting ticket={ticket} />
      <TagsField ticket={ticket} />
      <TitleField ticket={ticket} />
      {active && <IncidentField ticket={ticket} />}
      <WatcherField ticket={ticket} />
      <Clocks clocks={ticket.clocks} />
      {active && <Merge ticket={ticket} />}
    </div>
  );
}

/** Every step that can be taken now; the first of them is what most often comes next. */
function Steps({ ticket }: { ticket: Details }) {
  const t = useText(boardText);
  const problems = useText(problemText);
  const [asked, setAsked] = useState<AskedStep | null>(null);
  const [busy, setBusy] = useState<Step | null>(null);
  const takeStep = useSteps();
  const forward: readonly Step[] = ['start', 'resolve', 'assign', 'answer', 'ask'];
  const steps = [...new Set(targetsOf(ticket).map(to => stepTo(ticket, to)!))].toSorted(
    (one, other) => (forward.indexOf(one) + 1 || 9) - (forward.indexOf(other) + 1 || 9),
  );
  async function begin(step: Step): Promise<void> {
    if (takesWords(step) || takesSomebody(step)) return setAsked({ step, ticket });
    setBusy(step);
    await takeStep(step, ticket)
      .catch(error => toast(sentenceFor(error, problems), 'bad'))
      .finally(() => setBusy(null));
  }
  return (
    <div className="flex flex-wrap gap-2">
      {steps.map((step, index) => (
        <Button
          key={step}
          look={index === 0 ? 'primary' : 'quiet'}
          size="small"
          busy={busy === step}
          onClick={() => void begin(step)}
        >
          {t.steps[step]}
        </Button>
      ))}
      <StepDialog
        asked={asked}
        close={() => setAsked(null)}
        take={said => takeStep(asked!.step, asked!.ticket, said)}
      />
    </div>
  );
}

/** Says what could not be done. */
function useFailed() {
  const problems = useText(problemText);
  return { onError: (error: Error) => toast(sentenceFor(error, problems), 'bad') };
}

/** Who cares for it, and who does the work. */
function People({ ticket }: { ticket: Details }) {
  const t = useText(boardText);
  const { userId: me } = useAccess();
  const failed = useFailed();
  const assign = useAction(assignTicket, { refreshes });
  const assignees = useAssignees(ticket.buildingId) ?? [];
  const options = assignees.map(({ userId, name, activeTickets }) => ({
    value: userId,
    label: t.loadOf(userId === me ? t.me : (name ?? t.colleague), activeTickets),
  }));
  const seen = { ticketId: ticket.id, expectedVersion: ticket.version };
  const wanted = assign.isPending ? assign.variables : ticket;
  return (
    <>
      <Select
        label={t.assignee}
        value={wanted.assigneeId ?? ''}
        onChoose={assigneeId => assign.mutate({ ...seen, assigneeId: assigneeId || null }, failed)}
        options={[{ value: '', label: t.nobody }, ...options]}
      />
      {ticket.assigneeId !== null && (
        <Select
          label={t.executor}
          value={wanted.executorId ?? ''}
          onChoose={executorId =>
            assign.mutate({ ...seen, assigneeId: ticket.assigneeId, executorId: executorId || null }, failed)
          }
          options={[{ value: '', label: t.sameOne }, ...options]}
        />
      )}
    </>
  );
}

/** What it is about: another category or urgency is another promise. */
function Sorting({ ticket }: { ticket: Details }) {
  const t = useText(boardText);
  const failed = useFailed();
  const update = useAction(updateTicket, { refreshes, done: () => toast(t.changedOne) });
  const categories = useCategories(ticket.buildingId);
  const assets = useList(listAssets, { buildingId: ticket.buildingId, limit: 100 });
  const wanted = update.isPending ? update.variables : undefined;
  const change = (to: { categoryId?: string; urgent?: boolean; assetId?: string | null }) =>
    update.mutate({ ticketId: ticket.id, expectedVersion: ticket.version, ...to }, failed);
  return (
    <>
      <Select
        label={t.category}
        value={wanted?.categoryId ?? ticket.categoryId}
        onChoose={categoryId => change({ categoryId })}
        options={optionsOf(categories ?? [], ticket.categoryId)}
      />
      {(assets.items?.length ?? 0) > 0 && (
        <Select
          label={t.device}
          value={(wanted?.assetId === undefined ? ticket.assetId : wanted.assetId) ?? ''}
          onChoose={assetId => change({ assetId: assetId || null })}
          options={[
            { value: '', label: t.noDevice },
            ...assets.items!.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <Tick checked={wanted?.urgent ?? ticket.urgent} onTick={urgent => change({ urgent })} className="font-semibold">
        {t.urgent}
      </Tick>
    </>
  );
}
