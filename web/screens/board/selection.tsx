import { X } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import type { OutputOf } from '#kernel/contract';
import { ticket as contract } from '#services/ticket/contract';
import { useAction } from '#web/api/queries.ts';
import { Button, IconButton } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextField, useForm } from '#web/kit/form.tsx';
import { toast } from '#web/kit/toast.tsx';
import { OpenIncident } from '#web/screens/incidents/open-incident.tsx';
import { showsTickets } from '#web/screens/tickets/shown.ts';
import { boardText } from '#web/text/board.ts';
import { useText } from '#web/text/language.ts';
import { ChooseAssignee } from './step-dialog.tsx';
import { tagsOf } from './tags.ts';

const { changeTickets } = contract.endpoints;

interface SelectionProps {
  buildingId: string;
  selection: ReadonlySet<string>;
  clear: () => void;
}

/** What can be done with all that are selected; each succeeds or fails alone. */
export function SelectionBar({ buildingId, selection, clear }: SelectionProps) {
  const t = useText(boardText);
  const [asking, setAsking] = useState<'assign' | 'tag' | 'close' | 'incident' | null>(null);
  const close = () => setAsking(null);
  const tell = ({ items }: OutputOf<typeof changeTickets>) => {
    const failed = items.filter(({ done }) => !done);
    if (failed.length < items.length) toast(t.changed(items.length - failed.length));
    if (failed.length > 0) toast(t.someFailed(failed.length, failed[0]!.message ?? ''), 'bad');
    clear();
  };
  const { mutateAsync } = useAction(changeTickets, { refreshes: showsTickets, done: tell });
  const all = { buildingId, ticketIds: [...selection] };
  if (selection.size === 0) return null;
  return (
    <section
      aria-label={t.selected(selection.size)}
      className="fixed inset-x-3 bottom-20 z-20 flex flex-wrap items-center gap-2 rounded-2xl border border-line bg-raised p-2.5 pl-4 shadow-raised desk:inset-x-auto desk:bottom-5 desk:left-1/2 desk:-translate-x-1/2 desk:translate-y-0"
    >
      <p role="status" className="flex-1 font-semibold whitespace-nowrap">
        {t.selected(selection.size)}
      </p>
      <Button look="quiet" size="small" onClick={() => setAsking('assign')}>
        {t.assignThem}
      </Button>
      <Button look="quiet" size="small" onClick={() => setAsking('tag')}>
        {t.tagThem}
      </Button>
      <Button look="quiet" size="small" onClick={() => setAsking('incident')}>
        {t.incidentThem}
      </Button>
      <Button look="quiet" size="small" onClick={() => setAsking('close')}>
        {t.closeThem}
      </Button>
      <IconButton label={t.clearSelection} onClick={clear}>
        <X size={18} aria-hidden />
      </IconButton>
      <Dialog open={asking === 'assign'} onOpenChange={close} title={t.assign}>
        <ChooseAssignee
          buildingId={buildingId}
          chosen={null}
          send={assigneeId => mutateAsync({ ...all, action: 'assign', assigneeId })}
          close={close}
        />
      </Dialog>
      <Dialog open={asking === 'tag'} onOpenChange={close} title={t.tags}>
        <TagForm send={tags => mutateAsync({ ...all, action: 'tag', tags })} />
      </Dialog>
      <Dialog open={asking === 'close'} onOpenChange={close} title={t.closeThem} description={t.closeLead}>
        <CloseForm send={() => mutateAsync({ ...all, action: 'close' })} />
      </Dialog>
      <OpenIncident open={asking === 'incident'} close={close} buildingId={buildingId} ticketIds={all.ticketIds} />
    </section>
  );
}

function TagForm({ send }: { send: (tags: string[]) => Promise<unknown> }) {
  const t = useText(boardText);
  const form = useForm({
    schema: z.strictObject({ tags: z.string().transform(tagsOf).pipe(changeTickets.input.shape.tags.unwrap().min(1)) }),
    initial: { tags: '' },
    submit: ({ tags }) => send(tags),
  });
  return (
    <Form form={form} submit={t.tagSubmit}>
      <TextField form={form} name="tags" label={t.tagsLabel} hint={t.tagsHint} autoComplete="off" />
    </Form>
  );
}

function CloseForm({ send }: { send: () => Promise<unknown> }) {
  const t = useText(boardText);
  const form = useForm({ schema: z.strictObject({}), initial: {}, submit: send });
  return (
    <Form form={form} submit={t.closeThem}>
      {null}
    </Form>
  );
}
