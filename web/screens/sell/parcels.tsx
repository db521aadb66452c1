import { PackageCheck } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { shipping } from '#services/shipping/contract';
import { useAction, useList } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { DownloadButton } from '#web/kit/download-button.tsx';
import { Endless } from '#web/kit/endless.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { day } from '#web/kit/format.ts';
import { Select } from '#web/kit/select.tsx';
import { Badge, Card, Empty, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { orderText } from '#web/text/orders.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { sellText } from '#web/text/sell.ts';
import { SellPage } from './frame.tsx';

const { getLabel, handOverShipment, listShipments, packShipment } = shipping.endpoints;
type Shipment = OutputOf<typeof listShipments>['items'][number];
const states = ['labelled', 'pending', 'handed_over', 'in_transit', 'delivered', 'failed', 'cancelled'] as const;

/** What is to be sent: each parcel with its label, until the carrier has it. */
export default function SellParcels() {
  const t = useText(sellText);
  return <SellPage title={t.parcels}>{vendorId => <Board vendorId={vendorId} />}</SellPage>;
}

function Board({ vendorId }: { vendorId: string }) {
  const t = useText(sellText);
  const words = useText(orderText);
  const [state, setState] = useState<(typeof states)[number]>('labelled');
  const list = useList(listShipments, { vendorId, state });
  return (
    <>
      <div className="mb-4 max-w-xs">
        <Select
          label={t.state}
          value={state}
          onChoose={setState}
          options={states.map(value => ({ value, label: words.tracking[value] }))}
        />
      </div>
      {list.error && !list.items && <Failed error={list.error} retry={list.refetch} />}
      {!list.error && !list.items && <Skeleton className="h-64 rounded-card" />}
      {list.items?.length === 0 && (
        <Empty icon={<PackageCheck />} title={t.noParcels}>
          {t.noParcelsLead}
        </Empty>
      )}
      <ul className="flex flex-col gap-3">
        {list.items?.map(each => (
          <li key={each.id}>
            <Parcel parcel={each} />
          </li>
        ))}
      </ul>
      <Endless list={list} />
    </>
  );
}

function Parcel({ parcel }: { parcel: Shipment }) {
  const t = useText(sellText);
  const problems = useText(problemText);
  const language = useLanguage();
  const options = { onError: (error: Error) => toast(sentenceFor(error, problems), 'bad') };
  const pack = useAction(packShipment, { refreshes: [listShipments] });
  const hand = useAction(handOverShipment, { refreshes: [listShipments], done: () => toast(t.handedOver) });
  const input = { shipmentId: parcel.id };
  return (
    <Card className="flex flex-wrap items-center justify-between gap-4 p-4">
      <div className="min-w-0">
        <p className="font-semibold">
          {parcel.orderNumber} {parcel.packedAt && <Badge tone="good">{t.packed}</Badge>}
        </p>
        <p className="text-sm text-soft">
          {t.pieces(parcel.pieces)} · {parcel.method} · {day(parcel.createdAt, language)}
        </p>
        {parcel.reason && <p className="text-sm text-bad">{parcel.reason}</p>}
      </div>
      {parcel.state === 'labelled' && (
        <div className="flex flex-wrap gap-2">
          <DownloadButton
            endpoint={getLabel}
            input={input}
            name={`${parcel.trackingNumber}.pdf`}
            label={t.label}
            size="small"
          />
          {!parcel.packedAt && (
            <Button look="outline" size="small" busy={pack.isPending} onClick={() => pack.mutate(input, options)}>
              {t.pack}
            </Button>
          )}
          <Button size="small" busy={hand.isPending} onClick={() => hand.mutate(input, options)}>
            {t.handOver}
          </Button>
        </div>
      )}
    </Card>
  );
}
