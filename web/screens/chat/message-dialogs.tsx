import { chat } from '#services/chat/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { Choices } from '#web/kit/choices.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextArea, useForm } from '#web/kit/form.tsx';
import { moment } from '#web/kit/format.ts';
import { Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { chatText } from '#web/text/chat.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import type { Message } from './timeline.ts';

const { listRevisions, reportMessage } = chat.endpoints;

interface DialogOf {
  message: Message;
  onOpenChange: (open: boolean) => void;
}

export function HistoryDialog({ message, onOpenChange }: DialogOf) {
  const t = useText(chatText);
  const language = useLanguage();
  const { data } = useRead(listRevisions, { channelId: message.channelId, messageId: message.id });
  return (
    <Dialog open onOpenChange={onOpenChange} title={t.history}>
      {!data && <Skeleton className="h-16" />}
      {data?.items.length === 0 && <p className="text-soft">{t.noHistory}</p>}
      <ol className="flex flex-col gap-3">
        {data?.items.map(({ revision, text, replacedAt }) => (
          <li key={revision} className="rounded-2xl bg-sunken px-4 py-3">
            <p className="whitespace-pre-wrap">{text}</p>
            <p className="mt-1 text-sm text-soft">{moment(replacedAt, language)}</p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

const reasons = ['spam', 'abuse', 'dangerous', 'other'] as const;

export function ReportDialog({ message, onOpenChange }: DialogOf) {
  const t = useText(chatText);
  const { mutateAsync } = useAction(reportMessage);
  const form = useForm({
    schema: reportMessage.input.pick({ reason: true, note: true }),
    initial: { reason: 'spam', note: '' },
    submit: async fields => {
      await mutateAsync({ channelId: message.channelId, messageId: message.id, ...fields });
      toast(t.reported);
      onOpenChange(false);
    },
  });
  return (
    <Dialog open onOpenChange={onOpenChange} title={t.report} description={t.reportLead}>
      <Form form={form} submit={t.report}>
        <Choices
          label={t.reason}
          value={String(form.values.reason)}
          onChoose={reason => form.set('reason', reason)}
          options={reasons.map(value => ({ value, label: t.reasons[value] }))}
        />
        <TextArea form={form} name="note" label={t.note} optional maxLength={1_000} />
      </Form>
    </Dialog>
  );
}
