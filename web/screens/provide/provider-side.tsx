// What a provider does with a job that is booked, and with the warranty of one that is done.

import { useState } from 'react';
import { marketplace } from '#services/marketplace/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import type { Job } from '#web/screens/services/listing.ts';
import { useText } from '#web/text/language.ts';
import { provideText } from '#web/text/provide.ts';

const { finishJob, getJob, listWarrantyClaims, scheduleWarranty, finishWarranty, listProviderJobs } =
  marketplace.endpoints;

export function ProviderSide({ job }: { job: Job }) {
  const t = useText(provideText);
  const { mutateAsync } = useAction(finishJob, { refreshes: [getJob, listProviderJobs] });
  const form = useForm({
    schema: finishJob.input.pick({ note: true }),
    initial: { note: '' },
    submit: async ({ note }) => {
      await mutateAsync({ jobId: job.id, ...(note && { note }) });
      toast(t.finished);
    },
  });
  if (job.state !== 'booked') return null;
  return (
    <Card className="p-4 sm:p-5">
      <Form form={form} submit={t.finish}>
        <TextArea form={form} name="note" label={t.finishNote} optional maxLength={2_000} />
      </Form>
    </Card>
  );
}

/** Names a time for a claim, and settles it. */
export function ClaimWork({ claimId }: { claimId: string }) {
  const t = useText(provideText);
  const [open, setOpen] = useState<'time' | 'settle' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <Button look="quiet" onClick={() => setOpen('time')}>
        {t.schedule}
      </Button>
      <Button look="outline" onClick={() => setOpen('settle')}>
        {t.settle}
      </Button>
      <Dialog open={open === 'time'} onOpenChange={close} title={t.schedule}>
        <TimeForm claimId={claimId} close={close} />
      </Dialog>
      <Dialog open={open === 'settle'} onOpenChange={close} title={t.settle}>
        <SettleForm claimId={claimId} close={close} />
      </Dialog>
    </div>
  );
}

function TimeForm({ claimId, close }: { claimId: string; close: () => void }) {
  const t = useText(provideText);
  const { mutateAsync } = useAction(scheduleWarranty, { refreshes: [listWarrantyClaims] });
  const form = useForm({
    schema: scheduleWarranty.input.pick({ start: true, end: true }),
    initial: { start: '', end: '' },
    submit: async times => {
      await mutateAsync({ claimId, ...times });
      toast(t.saved);
      close();
    },
  });
  return (
    <Form form={form} submit={t.schedule}>
      <TextField form={form} name="start" label={t.start} type="datetime-local" />
      <TextField form={form} name="end" label={t.end} type="datetime-local" />
    </Form>
  );
}

function SettleForm({ claimId, close }: { claimId: string; close: () => void }) {
  const t = useText(provideText);
  const { mutateAsync } = useAction(finishWarranty, { refreshes: [listWarrantyClaims] });
  const form = useForm({
    schema: finishWarranty.input.pick({ answer: true }),
    initial: { answer: '' },
    submit: async ({ answer }) => {
      await mutateAsync({ claimId, answer });
      toast(t.saved);
      close();
    },
  });
  return (
    <Form form={form} submit={t.settle}>
      <TextArea form={form} name="answer" label={t.answer} maxLength={2_000} />
    </Form>
  );
}
