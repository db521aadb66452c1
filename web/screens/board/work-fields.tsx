import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { ticket as contract } from '#services/ticket/contract';
import { useAction, useList } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextField, useForm } from '#web/kit/form.tsx';
import { Select } from '#web/kit/select.tsx';
import { Badge } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useAssignees } from '#web/screens/tickets/people.ts';
import type { Details } from '#web/screens/tickets/promise.ts';
import { showsTickets } from '#web/screens/tickets/shown.ts';
import { boardText } from '#web/text/board.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { tagsOf } from './tags.ts';

const { setTags, updateTicket, linkTickets, listIncidents, getIncident, addObserver } = contract.endpoints;
const refreshes = showsTickets;

interface FieldProps {
  ticket: Details;
}

interface ChangedProps {
  label: string;
  /** What it is now. */
  now: ReactNode;
  /** Where it is changed; told how to close. */
  children: (close: () => void) => ReactNode;
}

/** What is seldom changed: how it is, and the way to change it. */
function Changed({ label, now, children }: ChangedProps) {
  const t = useText(boardText);
  const [open, setOpen] = useState(false);
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <p className="text-[0.9375rem] font-semibold">{label}</p>
        <div className="text-soft">{now}</div>
      </div>
      <Button look="quiet" size="small" aria-label={`${t.change}: ${label}`} onClick={() => setOpen(true)}>
        {t.change}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={label}>
        {children(() => setOpen(false))}
      </Dialog>
    </div>
  );
}

export function TagsField({ ticket }: FieldProps) {
  const t = useText(boardText);
  const tags = ticket.tags.map(tag => <Badge key={tag}>{tag}</Badge>);
  return (
    <Changed label={t.tags} now={tags.length > 0 ? <span className="flex flex-wrap gap-1">{tags}</span> : '–'}>
      {close => <TagsForm ticket={ticket} close={close} />}
    </Changed>
  );
}

interface FormProps extends FieldProps {
  close: () => void;
}

function TagsForm({ ticket, close }: FormProps) {
  const t = useText(boardText);
  const { mutateAsync } = useAction(setTags, { refreshes, done: close });
  const form = useForm({
    schema: z.strictObject({ tags: z.string().transform(tagsOf).pipe(setTags.input.shape.tags) }),
    initial: { tags: ticket.tags.join(', ') },
    submit: ({ tags }) => mutateAsync({ ticketId: ticket.id, tags, expectedVersion: ticket.version }),
  });
  return (
    <Form form={form} submit={t.save}>
      <TextField form={form} name="tags" label={t.tags} hint={t.tagsHint} autoComplete="off" />
    </Form>
  );
}

export function TitleField({ ticket }: FieldProps) {
  const t = useText(boardText);
  return (
    <Changed label={t.titleLabel} now={<span className="line-clamp-2">{ticket.title}</span>}>
      {close => <TitleForm ticket={ticket} close={close} />}
    </Changed>
  );
}

function TitleForm({ ticket, close }: FormProps) {
  const t = useText(boardText);
  const { mutateAsync } = useAction(updateTicket, { refreshes, done: close });
  const form = useForm({
    schema: updateTicket.input.pick({ title: true }).required(),
    initial: { title: ticket.title },
    submit: ({ title }) => mutateAsync({ ticketId: ticket.id, title, expectedVersion: ticket.version }),
  });
  return (
    <Form form={form} submit={t.save}>
      <TextField form={form} name="title" label={t.titleLabel} maxLength={140} autoComplete="off" />
    </Form>
  );
}

/** Which open incident it is part of; taken out again it is there. */
export function IncidentField({ ticket }: FieldProps) {
  const t = useText(boardText);
  const problems = useText(problemText);
  const { items } = useList(listIncidents, { buildingId: ticket.buildingId, status: 'open', limit: 50 });
  const link = useAction(linkTickets, { refreshes: [listIncidents, getIncident, ...showsTickets] });
  if (ticket.incidentId)
    return (
      <p>
        <Link
          to="/incidents/$incidentId"
          params={{ incidentId: ticket.incidentId }}
          className="font-semibold text-fig underline"
        >
          {t.ofIncident}
        </Link>
      </p>
    );
  if (!items?.length) return null;
  return (
    <Select
      label={t.linkIncident}
      value={link.isPending ? link.variables.incidentId : ''}
      onChoose={incidentId =>
        link.mutate(
          { incidentId, ticketIds: [ticket.id] },
          { onError: error => toast(sentenceFor(error, problems), 'bad') },
        )
      }
      options={[{ value: '', label: t.noIncident }, ...items.map(({ id, title }) => ({ value: id, label: title }))]}
    />
  );
}

/** A colleague who hears of every step from now on. */
export function WatcherField({ ticket }: FieldProps) {
  const t = useText(boardText);
  const problems = useText(problemText);
  const add = useAction(addObserver, { refreshes });
  const others = (useAssignees(ticket.buildingId) ?? []).filter(
    ({ userId, name }) => name !== null && ![...ticket.observerIds, ticket.assigneeId].includes(userId),
  );
  if (others.length === 0) return null;
  return (
    <Select
      label={t.watch}
      value={add.isPending ? add.variables.userId : ''}
      onChoose={userId =>
        add.mutate({ ticketId: ticket.id, userId }, { onError: error => toast(sentenceFor(error, problems), 'bad') })
      }
      options={[{ value: '', label: '–' }, ...others.map(({ userId, name }) => ({ value: userId, label: name! }))]}
    />
  );
}
