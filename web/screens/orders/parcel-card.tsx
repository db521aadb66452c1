import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { shipping } from '#services/shipping/contract';
import { useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { moment } from '#web/kit/format.ts';
import { Badge, Card, Skeleton } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { orderText } from '#web/text/orders.ts';

const { getParcel } = shipping.endpoints;
type Parcel = OutputOf<typeof getParcel>;

interface ParcelCardProps {
  shipmentId: string;
  /** For a guest. */
  parcelToken?: string;
  /** Shows its way from the beginning. */
  open?: boolean;
}

/** A parcel, and the way it has come. */
export function ParcelCard({ open = false, ...input }: ParcelCardProps) {
  const t = useText(orderText);
  const [opened, setOpened] = useState(open);
  const { data: parcel, error, refetch } = useRead(getParcel, input);
  if (error && !parcel) return <Failed error={error} retry={refetch} />;
  if (!parcel) return <Skeleton className="h-20 rounded-card" />;
  return (
    <Card className="p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="min-w-0">
          <p className="font-semibold">{parcel.method}</p>
          <p className="text-sm text-soft">
            {parcel.lines.map(({ title, quantity }) => `${quantity} × ${title}`).join(', ')}
          </p>
          <p className="text-sm text-soft tabular-nums">{parcel.trackingNumber}</p>
        </div>
        <div className="flex items-center gap-2">
          <Badge tone={parcel.state === 'delivered' ? 'good' : parcel.state === 'failed' ? 'bad' : 'info'}>
            {t.tracking[parcel.state]}
          </Badge>
          <Button look="plain" size="small" aria-expanded={opened} onClick={() => setOpened(!opened)}>
            {t.way} <ChevronDown size={16} aria-hidden className={opened ? 'rotate-180' : ''} />
          </Button>
        </div>
      </div>
      {opened && <Timeline timeline={parcel.timeline} />}
    </Card>
  );
}

function Timeline({ timeline }: Pick<Parcel, 'timeline'>) {
  const t = useText(orderText);
  const language = useLanguage();
  return (
    <ol className="mt-4 ml-2 border-l-2 border-line">
      {timeline.map(entry => (
        <li key={`${entry.at}${entry.kind}`} className="relative pb-4 pl-5 last:pb-0">
          <span aria-hidden className="absolute top-1.5 -left-[0.4375rem] size-3 rounded-full bg-fig" />
          <p className="font-semibold">{t.tracking[entry.kind]}</p>
          <p className="text-sm text-soft">
            {moment(entry.at, language)}
            {entry.place && ` · ${entry.place}`}
          </p>
        </li>
      ))}
    </ol>
  );
}
