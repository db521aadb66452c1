import { useState } from 'react';
import { CodedError } from '#kernel/errors';
import { marketplace } from '#services/marketplace/contract';
import { fileUrl } from '#web/api/client.ts';
import { useAction, useRead } from '#web/api/queries.ts';
import { PaymentFields, usePaymentMethod } from '#web/app/payment-method.tsx';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextArea, useForm } from '#web/kit/form.tsx';
import { money } from '#web/kit/format.ts';
import { Card, Note, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { servicesText } from '#web/text/services.ts';
import type { Job } from './listing.ts';

const { payJob, getJob, listMyJobs, confirmJob, disputeJob, cancelJob, previewCancellation } = marketplace.endpoints;
const refreshes = [getJob, listMyJobs] as const;

const isDeclined = (error: Error): boolean => error instanceof CodedError && error.extras.reason === 'payment_declined';

/** Pays for a job, or leads to the page where its payment is confirmed. */
export function Pay({ job }: { job: Job }) {
  const t = useText(servicesText);
  const problems = useText(problemText);
  const language = useLanguage();
  const chosen = usePaymentMethod();
  const pay = useAction(payJob, {
    refreshes,
    done: after => {
      if (after.state === 'booked') toast(t.paid);
      if (after.payment.actionUrl) location.assign(fileUrl(after.payment.actionUrl));
    },
  });
  if (job.state === 'awaiting_payment' && job.payment.actionUrl)
    return (
      <Button asChild size="large">
        <a href={fileUrl(job.payment.actionUrl)}>{t.toPayPage}</a>
      </Button>
    );
  if (job.state !== 'accepted') return null;
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{t.pay}</h2>
      <p className="mt-1 mb-4 text-soft">{t.payLead}</p>
      <form
        className="flex flex-col gap-4"
        onSubmit={event => {
          event.preventDefault();
          if (chosen.method) pay.mutate({ jobId: job.id, method: chosen.method });
        }}
      >
        <PaymentFields chosen={chosen} currency={job.total.currency} />
        {pay.error && (
          <Note tone="bad" role="alert">
            {isDeclined(pay.error) ? t.notPaid : sentenceFor(pay.error, problems)}
          </Note>
        )}
        <Button type="submit" size="large" busy={pay.isPending} disabled={!chosen.method}>
          {t.pay} · {money(job.total, language)}
        </Button>
      </form>
    </Card>
  );
}

/** Says that the work is right, or that it is not. */
export function Confirm({ job }: { job: Job }) {
  const t = useText(servicesText);
  const problems = useText(problemText);
  const [disputing, setDisputing] = useState(false);
  const confirm = useAction(confirmJob, { refreshes, done: () => toast(t.confirmed) });
  const dispute = useAction(disputeJob, { refreshes });
  const form = useForm({
    schema: disputeJob.input.pick({ text: true }),
    initial: { text: '' },
    submit: async ({ text }) => {
      await dispute.mutateAsync({ jobId: job.id, text });
      toast(t.disputed);
      setDisputing(false);
    },
  });
  // Nobody came, too, is a reason to complain: once the booked time is over.
  const over = job.state === 'booked' && Date.parse(job.endsAt) < Date.now();
  if (!['done', 'disputed'].includes(job.state) && !over) return null;
  return (
    <Card className="p-4 sm:p-5">
      <p className="mb-4">{t.confirmLead}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          busy={confirm.isPending}
          onClick={() =>
            confirm.mutate({ jobId: job.id }, { onError: error => toast(sentenceFor(error, problems), 'bad') })
          }
        >
          {t.confirm}
        </Button>
        {job.state !== 'disputed' && (
          <Button look="outline" onClick={() => setDisputing(true)}>
            {t.dispute}
          </Button>
        )}
      </div>
      <Dialog open={disputing} onOpenChange={setDisputing} title={t.dispute} description={t.disputeLead}>
        <Form form={form} submit={t.dispute}>
          <TextArea form={form} name="text" label={t.disputeText} maxLength={2_000} />
        </Form>
      </Dialog>
    </Card>
  );
}

/** Gives a job up, after saying what comes back. */
export function Leave({ job }: { job: Job }) {
  const t = useText(servicesText);
  const [open, setOpen] = useState(false);
  if (job.state !== 'booked' && job.state !== 'accepted') return null;
  return (
    <>
      <Button look="plain" className="self-start text-bad" onClick={() => setOpen(true)}>
        {t.cancel}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t.cancel}>
        <LeaveForm job={job} close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function LeaveForm({ job, close }: { job: Job; close: () => void }) {
  const t = useText(servicesText);
  const problems = useText(problemText);
  const language = useLanguage();
  const { data, error } = useRead(previewCancellation, { jobId: job.id });
  const cancel = useAction(cancelJob, {
    refreshes,
    done: () => {
      toast(t.cancelled);
      close();
    },
  });
  return (
    <>
      {!data && !error && <Skeleton className="h-6" />}
      {data && <p>{t.cancelLead(money(data.refund, language), money(data.kept, language))}</p>}
      <div className="mt-5 flex flex-wrap gap-2">
        <Button
          look="danger"
          busy={cancel.isPending}
          onClick={() =>
            cancel.mutate({ jobId: job.id }, { onError: failure => toast(sentenceFor(failure, problems), 'bad') })
          }
        >
          {t.cancel}
        </Button>
        <Button look="plain" onClick={close}>
          {t.back}
        </Button>
      </div>
    </>
  );
}
