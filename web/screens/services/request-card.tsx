import { Link } from '@tanstack/react-router';
import { Badge, Card } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { useText } from '#web/text/language.ts';
import { servicesText } from '#web/text/services.ts';
import type { QuoteRequest } from './listing.ts';

export const requestTones = {
  open: 'info',
  accepted: 'new',
  booked: 'good',
  cancelled: 'plain',
  expired: 'plain',
} as const;

/** A request for quotes in a list. */
export function RequestCard({ request }: { request: QuoteRequest }) {
  const t = useText(servicesText);
  return (
    <Card className="relative p-4 hover:border-edge">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2 className="min-w-0 text-lg">
          <Link to="/quote-requests/$requestId" params={{ requestId: request.id }} className="fills-card">
            {request.title}
          </Link>
        </h2>
        <Badge tone={requestTones[request.state]}>{t.requestStates[request.state]}</Badge>
      </div>
      <p className="text-soft">
        {t.categories[request.category]} · {request.building} · <Ago at={request.createdAt} />
      </p>
    </Card>
  );
}
