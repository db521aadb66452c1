import { useState } from 'react';
import { marketplace } from '#services/marketplace/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Form, TextArea, useForm } from '#web/kit/form.tsx';
import { Skeleton } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { useText } from '#web/text/language.ts';
import { servicesText } from '#web/text/services.ts';

const { listQuoteMessages, sendQuoteMessage } = marketplace.endpoints;

interface QuoteMessagesProps {
  quoteId: string;
  provider: string;
  /** Seen by the resident who asked. */
  mine: boolean;
}

/** Questions about a quote; asked for when somebody opens them. */
export function QuoteMessages(props: QuoteMessagesProps) {
  const t = useText(servicesText);
  const [open, setOpen] = useState(false);
  return (
    <div className="mt-3 border-t border-line pt-2">
      <Button look="plain" size="small" className="-ml-3" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t.messages}
      </Button>
      {open && <Talk {...props} />}
    </div>
  );
}

function Talk({ quoteId, provider, mine }: QuoteMessagesProps) {
  const t = useText(servicesText);
  const { data } = useRead(listQuoteMessages, { quoteId, limit: 100 }, { everyMs: 10_000 });
  const { mutateAsync } = useAction(sendQuoteMessage, { refreshes: [listQuoteMessages] });
  const form = useForm({
    schema: sendQuoteMessage.input.pick({ text: true }),
    initial: { text: '' },
    submit: async ({ text }) => {
      await mutateAsync({ quoteId, text });
      form.reset();
    },
  });
  return (
    <>
      {!data && <Skeleton className="h-12" />}
      <ul className="my-3 flex flex-col gap-2">
        {data?.items.toReversed().map(message => (
          <li key={message.id} className="rounded-2xl bg-sunken px-4 py-2.5">
            <p className="text-sm font-semibold">
              {message.side === (mine ? 'resident' : 'provider')
                ? t.you
                : message.side === 'provider'
                  ? provider
                  : t.resident}{' '}
              <span className="font-normal text-soft">
                · <Ago at={message.createdAt} />
              </span>
            </p>
            <p className="whitespace-pre-line">{message.text}</p>
          </li>
        ))}
      </ul>
      <Form form={form} submit={t.sendMessage}>
        <TextArea form={form} name="text" label={t.message} rows={2} maxLength={2_000} />
      </Form>
    </>
  );
}
