import { Link } from '@tanstack/react-router';
import { ticket } from '#services/ticket/contract';
import { useList } from '#web/api/queries.ts';
import { Note } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { ticketText } from '#web/text/tickets.ts';

/** What is out of order in a building just now. */
export const useKnownIncidents = (buildingId: string | undefined) =>
  useList(
    ticket.endpoints.listIncidents,
    { buildingId: buildingId ?? '', status: 'open', limit: 10 },
    { enabled: buildingId !== undefined },
  );

/** What is out of order already, so that nobody need report it once more. */
export function KnownIncidents({ buildingId }: { buildingId: string }) {
  const t = useText(ticketText);
  const { items } = useKnownIncidents(buildingId);
  if (!items?.length) return null;
  return (
    <Note tone="warn">
      <p>{t.known}</p>
      <ul className="mt-1 list-disc pl-5">
        {items.map(({ id, title }) => (
          <li key={id}>
            <Link to="/incidents/$incidentId" params={{ incidentId: id }} className="underline">
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </Note>
  );
}
