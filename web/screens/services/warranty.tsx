import { useState } from 'react';
import { marketplace } from '#services/marketplace/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextArea, useForm } from '#web/kit/form.tsx';
import { span } from '#web/kit/format.ts';
import { Badge, Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { ClaimWork } from '#web/screens/provide/provider-side.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { servicesText } from '#web/text/services.ts';
import type { Job } from './listing.ts';

const { listWarrantyClaims, claimWarranty, withdrawWarranty } = marketplace.endpoints;

/** The claims of a job, and the way to a new one while the warranty lasts. */
export function Warranty({ job, mine, provides }: { job: Job; mine: boolean; provides: boolean }) {
  const t = useText(servicesText);
  const language = useLanguage();
  const [claiming, setClaiming] = useState(false);
  const { data } = useRead(listWarrantyClaims, { jobId: job.id });
  const withdraw = useAction(withdrawWarranty, { refreshes: [listWarrantyClaims] });
  const { mutateAsync } = useAction(claimWarranty, { refreshes: [listWarrantyClaims] });
  const form = useForm({
    schema: claimWarranty.input.pick({ text: true }),
    initial: { text: '' },
    submit: async ({ text }) => {
      await mutateAsync({ jobId: job.id, text });
      form.reset();
      toast(t.claimed);
      setClaiming(false);
    },
  });
  const claims = data?.items ?? [];
  const pending = claims.some(({ state }) => state === 'open' || state === 'scheduled');
  const holds = job.warrantyUntil !== null && Date.parse(job.warrantyUntil) > Date.now();
  return (
    <>
      {claims.map(claim => (
        <Card key={claim.id} className="p-4 sm:p-5">
          <Badge tone={claim.state === 'resolved' ? 'good' : 'info'}>{t.claimStates[claim.state]}</Badge>
          <p className="mt-2 whitespace-pre-line">{claim.text}</p>
          {claim.visit && <p className="mt-2 font-semibold">{span(claim.visit, job.zone, language)}</p>}
          {claim.answer && <p className="mt-2 text-soft">{claim.answer}</p>}
          {mine && (claim.state === 'open' || claim.state === 'scheduled') && (
            <Button
              look="plain"
              size="small"
              className="mt-2 -ml-3"
              busy={withdraw.isPending}
              onClick={() => withdraw.mutate({ claimId: claim.id })}
            >
              {t.withdraw}
            </Button>
          )}
          {provides && (claim.state === 'open' || claim.state === 'scheduled') && <ClaimWork claimId={claim.id} />}
        </Card>
      ))}
      {mine && holds && !pending && (
        <Button look="outline" className="self-start" onClick={() => setClaiming(true)}>
          {t.claim}
        </Button>
      )}
      <Dialog open={claiming} onOpenChange={setClaiming} title={t.claim} description={t.claimLead}>
        <Form form={form} submit={t.claim}>
          <TextArea form={form} name="text" label={t.claimText} maxLength={2_000} />
        </Form>
      </Dialog>
    </>
  );
}
