import { MapPin, Plus } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { profile } from '#services/profile/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Badge, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { addressText } from '#web/text/address.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { AddressForm } from './address-form.tsx';

const { listAddresses, removeAddress } = profile.endpoints;
export type Address = OutputOf<typeof listAddresses>['items'][number];

/** What is asked over the list. */
type Step = { is: 'add' } | { is: 'edit' | 'remove'; address: Address } | null;

export default function Addresses() {
  const t = useText(addressText);
  const { data, error, refetch } = useRead(listAddresses, {});
  const [step, setStep] = useState<Step>(null);
  const close = (): void => setStep(null);
  const add = (
    <Button icon={<Plus size={18} aria-hidden />} onClick={() => setStep({ is: 'add' })}>
      {t.add}
    </Button>
  );
  return (
    <Page title={t.title} lead={t.lead} actions={data && data.items.length > 0 && add}>
      {error && !data && <Failed error={error} retry={refetch} />}
      {!data && !error && <Skeleton className="h-40 rounded-card" />}
      {data?.items.length === 0 && (
        <Empty icon={<MapPin />} title={t.empty} action={add}>
          {t.emptyLead}
        </Empty>
      )}
      <ul className="flex flex-col gap-4">
        {data?.items.map(address => (
          <li key={address.id}>
            <AddressCard address={address} ask={is => setStep({ is, address })} />
          </li>
        ))}
      </ul>
      <Dialog open={step?.is === 'add'} onOpenChange={close} title={t.add}>
        <AddressForm done={close} />
      </Dialog>
      <Dialog open={step?.is === 'edit'} onOpenChange={close} title={t.editTitle}>
        {step?.is === 'edit' && <AddressForm address={step.address} done={close} />}
      </Dialog>
      <Dialog open={step?.is === 'remove'} onOpenChange={close} title={t.removeTitle} description={t.removeLead}>
        {step?.is === 'remove' && <Remove address={step.address} done={close} />}
      </Dialog>
    </Page>
  );
}

function AddressCard({ address, ask }: { address: Address; ask: (what: 'edit' | 'remove') => void }) {
  const t = useText(addressText);
  const language = useLanguage();
  const country = new Intl.DisplayNames([language], { type: 'region' }).of(address.country);
  return (
    <Card className="flex flex-wrap items-start justify-between gap-4 p-5">
      <address className="min-w-0 flex-1 basis-56 not-italic">
        <p className="font-semibold">{address.name}</p>
        {[address.company, address.line1, address.line2, `${address.postcode} ${address.city}`, address.region, country]
          .filter(Boolean)
          .map(line => (
            <p key={line}>{line}</p>
          ))}
        <p className="mt-2 flex flex-wrap gap-2 empty:hidden">
          {address.forShipping && <Badge tone="info">{t.forShipping}</Badge>}
          {address.forBilling && <Badge tone="info">{t.forBilling}</Badge>}
        </p>
      </address>
      <div className="-mx-3 flex flex-wrap">
        <Button look="plain" size="small" aria-label={t.of(t.edit, address.line1)} onClick={() => ask('edit')}>
          {t.edit}
        </Button>
        <Button look="plain" size="small" aria-label={t.of(t.remove, address.line1)} onClick={() => ask('remove')}>
          {t.remove}
        </Button>
      </div>
    </Card>
  );
}

function Remove({ address, done }: { address: Address; done: () => void }) {
  const t = useText(addressText);
  const problems = useText(problemText);
  const { mutate, isPending } = useAction(removeAddress, { refreshes: [listAddresses] });
  const remove = (): void =>
    mutate(
      { addressId: address.id },
      {
        onSuccess: () => {
          toast(t.removed);
          done();
        },
        onError: error => toast(sentenceFor(error, problems), 'bad'),
      },
    );
  return (
    <div className="flex flex-wrap gap-2">
      <Button look="danger" busy={isPending} onClick={remove}>
        {t.remove}
      </Button>
      <Button look="outline" onClick={done}>
        {t.keep}
      </Button>
    </div>
  );
}
