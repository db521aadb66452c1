import { Link } from '@tanstack/react-router';
import { Dices } from 'lucide-react';
import { booking } from '#services/booking/contract';
import { useRead } from '#web/api/queries.ts';
import { Card } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { roomsText } from '#web/text/rooms.ts';
import type { Resource } from './rules.ts';
import { shortDay, todayIn } from './wall.ts';

/** The draws whose days are still to come; nothing where there is none. */
export function RoomDraws({ resource }: { resource: Resource }) {
  const t = useText(roomsText);
  const language = useLanguage();
  const { data } = useRead(booking.endpoints.listDraws, { resourceId: resource.id, limit: 10 });
  const today = todayIn(resource.zone);
  const draws = data?.items.filter(({ lastDay }) => lastDay >= today) ?? [];
  if (draws.length === 0) return null;
  return draws.map(draw => (
    <Card key={draw.id} className="relative flex items-start gap-4 p-4 hover:border-edge sm:p-5">
      <Dices size={24} aria-hidden className="mt-0.5 shrink-0 text-fig" />
      <div className="min-w-0">
        <h2 className="text-lg">{t.drawTitle}</h2>
        <p className="text-soft">
          {t.drawDays(`${shortDay(draw.firstDay, language)} – ${shortDay(draw.lastDay, language)}`)}
        </p>
        <Link
          to="/draws/$drawId"
          params={{ drawId: draw.id }}
          className="mt-1 inline-block font-semibold text-fig fills-card hover:underline"
        >
          {t.toDraw}
        </Link>
      </div>
    </Card>
  ));
}
