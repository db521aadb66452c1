import { useParams } from '@tanstack/react-router';
import { shipping } from '#services/shipping/contract';
import { useRead } from '#web/api/queries.ts';
import { blank, Card, Page } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { orderText } from '#web/text/orders.ts';
import { ParcelCard } from './parcel-card.tsx';

const { getParcel, getHandoverCode } = shipping.endpoints;

/** One parcel, which notifications lead to: where it is, where it goes, and what it is handed over for. */
export default function ParcelScreen() {
  const t = useText(orderText);
  const { shipmentId } = useParams({ strict: false }) as { shipmentId: string };
  const { data: parcel } = useRead(getParcel, { shipmentId });
  const { address } = parcel ?? {};
  return (
    <Page title={t.parcel} lead={parcel ? t.one(parcel.orderNumber) : blank}>
      <div className="flex flex-col gap-4">
        {parcel?.state === 'ready_for_pickup' && parcel.handover !== 'door' && <Code shipmentId={shipmentId} />}
        <ParcelCard shipmentId={shipmentId} open />
        {address && (
          <Card className="p-4">
            <h2 className="mb-1 text-lg">{t.goesTo}</h2>
            <address className="not-italic">
              {[address.name, address.line1, address.line2, `${address.postcode} ${address.city}`]
                .filter(Boolean)
                .map(line => (
                  <p key={line}>{line}</p>
                ))}
            </address>
          </Card>
        )}
      </div>
    </Page>
  );
}

/** What is said, or typed in, where a parcel waits. */
function Code({ shipmentId }: { shipmentId: string }) {
  const t = useText(orderText);
  const { data } = useRead(getHandoverCode, { shipmentId });
  if (!data) return null;
  return (
    <Card className="p-5 text-center">
      <p className="text-soft">{t.code}</p>
      <p className="mt-1 font-display text-4xl font-bold tracking-[0.2em] tabular-nums">{data.code}</p>
    </Card>
  );
}
