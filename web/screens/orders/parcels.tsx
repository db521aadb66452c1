import { order } from '#services/order/contract';
import { useRead } from '#web/api/queries.ts';
import { useText } from '#web/text/language.ts';
import { orderText } from '#web/text/orders.ts';
import { ParcelCard } from './parcel-card.tsx';

const { listParcels } = order.endpoints;

const lookEveryMs = 5_000;

interface ParcelsProps {
  orderId: string;
  orderToken: string | undefined;
  /** Whether there will be some: they are made a moment after the payment. */
  awaited: boolean;
}

/** The parcels of an order, for a guest with the order's token as well. */
export function Parcels({ orderId, orderToken, awaited }: ParcelsProps) {
  const t = useText(orderText);
  const input = { orderId, ...(orderToken && { orderToken }) };
  const { data } = useRead(listParcels, input);
  useRead(listParcels, input, awaited && data?.items.length === 0 ? { everyMs: lookEveryMs } : {});
  if (!data || data.items.length === 0) return null;
  return (
    <section>
      <h2 className="mb-3 text-lg">{t.parcels}</h2>
      <ul className="flex flex-col gap-3">
        {data.items.map(({ shipmentId, parcelToken }) => (
          <li key={shipmentId}>
            <ParcelCard shipmentId={shipmentId} parcelToken={parcelToken} />
          </li>
        ))}
      </ul>
    </section>
  );
}
