import { ticket as contract } from '#services/ticket/contract';
import { useAccess } from '#web/app/me.ts';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, useForm } from '#web/kit/form.tsx';
import { SelectField } from '#web/kit/select.tsx';
import { Skeleton } from '#web/kit/surface.tsx';
import { useAssignees } from '#web/screens/tickets/people.ts';
import { SayDialog } from '#web/screens/tickets/say-dialog.tsx';
import type { Ticket } from '#web/screens/tickets/state.tsx';
import { boardText } from '#web/text/board.ts';
import { useText } from '#web/text/language.ts';
import type { Step } from './moves.ts';
import { wordsOf } from './steps.ts';

export interface AskedStep {
  step: Step;
  ticket: Ticket;
}

interface StepDialogProps {
  asked: AskedStep | null;
  close: () => void;
  /** Takes the step; what it raises is shown. */
  take: (said: string) => Promise<unknown>;
}

export const takesWords = (step: Step): step is keyof typeof wordsOf => step in wordsOf;
export const takesSomebody = (step: Step): boolean => step === 'assign' || step === 'assignAndStart';

/** Asks for what a step needs: words, or whom to give the ticket to. */
export function StepDialog({ asked, close, take }: StepDialogProps) {
  const t = useText(boardText);
  if (!asked) return null;
  const { step, ticket } = asked;
  if (takesWords(step))
    return (
      <SayDialog
        open
        close={close}
        title={t[step]}
        lead={t[`${step}Lead`]}
        label={step === 'ask' ? t.question : t[`${step}Text`]}
        submit={t[`${step}Submit`]}
        schema={wordsOf[step]}
        send={take}
      />
    );
  return (
    <Dialog open onOpenChange={close} title={t.assign} description={ticket.title}>
      <ChooseAssignee buildingId={ticket.buildingId} chosen={ticket.assigneeId} send={take} close={close} />
    </Dialog>
  );
}

interface ChooseAssigneeProps {
  buildingId: string;
  chosen: string | null;
  send: (userId: string) => Promise<unknown>;
  close: () => void;
}

const rule = contract.endpoints.assignTicket.input.pick({ assigneeId: true }).required();

/** Whom to give it to, with how much each has; oneself first, as that is most often meant. */
export function ChooseAssignee({ buildingId, ...rest }: ChooseAssigneeProps) {
  const assignees = useAssignees(buildingId);
  return assignees ? <AssigneeForm {...rest} assignees={assignees} /> : <Skeleton className="h-32" />;
}

interface AssigneeFormProps extends Omit<ChooseAssigneeProps, 'buildingId'> {
  assignees: NonNullable<ReturnType<typeof useAssignees>>;
}

function AssigneeForm({ assignees, chosen, send, close }: AssigneeFormProps) {
  const t = useText(boardText);
  const { userId: me } = useAccess();
  const sorted = assignees.toSorted((one, other) => Number(other.userId === me) - Number(one.userId === me));
  const form = useForm({
    schema: rule,
    initial: { assigneeId: chosen ?? sorted[0]?.userId ?? '' },
    submit: async ({ assigneeId }) => {
      await send(assigneeId!);
      close();
    },
  });
  return (
    <Form form={form} submit={t.assignSubmit}>
      <SelectField
        form={form}
        name="assigneeId"
        label={t.assignee}
        options={sorted.map(({ userId, name, activeTickets }) => ({
          value: userId,
          label: t.loadOf(userId === me ? t.me : (name ?? t.colleague), activeTickets),
        }))}
      />
    </Form>
  );
}
