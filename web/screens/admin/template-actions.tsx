import { useState } from 'react';
import type { InputOf } from '#kernel/contract';
import { notification } from '#services/notification/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { messagesText } from '#web/text/messages.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';

const { getTemplate, listTemplates, resetTemplate, testTemplate } = notification.endpoints;

/** What is done with the version in force: sent to oneself, or given up for the original. */
export function TemplateActions({ on, custom }: { on: InputOf<typeof getTemplate>; custom: boolean }) {
  const m = useText(messagesText);
  const problems = useText(problemText);
  const [asked, setAsked] = useState(false);
  const failed = { onError: (error: Error) => toast(sentenceFor(error, problems), 'bad') };
  const test = useAction(testTemplate, { done: () => toast(m.sent) });
  const reset = useAction(resetTemplate, {
    refreshes: [getTemplate, listTemplates],
    done() {
      setAsked(false);
      toast(m.wasReset);
    },
  });
  return (
    <Card className="flex flex-wrap items-center gap-3 p-4 sm:p-5">
      <Button look="quiet" busy={test.isPending} onClick={() => test.mutate(on, failed)}>
        {m.test}
      </Button>
      {custom && (
        <Button look="outline" onClick={() => setAsked(true)}>
          {m.reset}
        </Button>
      )}
      <p className="w-full text-sm text-soft">{m.testHint}</p>
      <Dialog open={asked} onOpenChange={setAsked} title={m.resetTitle} description={m.resetLead}>
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="plain" onClick={() => setAsked(false)}>
            {m.cancel}
          </Button>
          <Button busy={reset.isPending} onClick={() => reset.mutate(on, failed)}>
            {m.reset}
          </Button>
        </div>
      </Dialog>
    </Card>
  );
}
