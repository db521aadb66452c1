import { booking } from '#services/booking/contract';
import { useRead } from '#web/api/queries.ts';
import { Tick } from '#web/kit/controls.tsx';
import { incidentText } from '#web/text/incidents.ts';
import { useText } from '#web/text/language.ts';

interface ResourceTicksProps {
  buildingId: string;
  chosen: readonly string[];
  flip: (id: string, on: boolean) => void;
}

/** What cannot be booked meanwhile; nothing where the building has nothing to book. A part of its own, as it brings
 * the contract of bookings. */
export default function ResourceTicks({ buildingId, chosen, flip }: ResourceTicksProps) {
  const t = useText(incidentText);
  const { data } = useRead(booking.endpoints.listResources, { buildingId });
  if (!data || data.items.length === 0) return null;
  return (
    <fieldset>
      <legend className="text-[0.9375rem] font-semibold">{t.bookable}</legend>
      <p className="text-sm text-soft">{t.bookableHint}</p>
      {data.items.map(({ id, name }) => (
        <Tick key={id} checked={chosen.includes(id)} onTick={on => flip(id, on)}>
          {name}
        </Tick>
      ))}
    </fieldset>
  );
}
