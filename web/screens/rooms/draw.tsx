import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { booking } from '#services/booking/contract';
import { useRead } from '#web/api/queries.ts';
import { useAccess } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Badge, blank, Card, Note, Page, Skeleton } from '#web/kit/surface.tsx';
import { drawText } from '#web/text/draws.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import type { Draw } from './draw-check.ts';
import { DrawProof } from './draw-proof.tsx';
import { DrawWishes } from './draw-wishes.tsx';
import type { Resource } from './rules.ts';
import { momentIn, shortDay, wallSpan } from './wall.ts';

const route = getRouteApi('/inside/draws/$drawId');
const { getDraw, getResource } = booking.endpoints;
const lookEveryMs = 20_000;

/** A draw: who takes part, what came of it, and how anybody can check it. */
export default function DrawScreen() {
  const t = useText(drawText);
  const { drawId } = route.useParams();
  const { data: draw, error, refetch } = useRead(getDraw, { drawId }, { everyMs: lookEveryMs });
  const { data: resource } = useRead(
    getResource,
    { resourceId: draw?.resourceId ?? '' },
    { enabled: draw !== undefined },
  );
  return (
    <Page
      title={resource ? t.title(resource.name) : blank}
      lead={t.lead}
      actions={
        draw && (
          <Button asChild look="plain">
            <Link to="/rooms/$resourceId" params={{ resourceId: draw.resourceId }}>
              <ArrowLeft size={18} aria-hidden /> {t.room}
            </Link>
          </Button>
        )
      }
    >
      {error && !draw && <Failed error={error} retry={refetch} />}
      {!error && !(draw && resource) && <Skeleton className="h-96 rounded-card" />}
      {draw && resource && (
        <div className="flex flex-col gap-5">
          <Facts draw={draw} resource={resource} />
          {draw.state === 'open' ? <Open draw={draw} resource={resource} /> : <Result draw={draw} />}
          <DrawProof draw={draw} />
        </div>
      )}
    </Page>
  );
}

/** One's own entry is the only one that says whose it is; to the management all of them do. */
function useMine({ entries }: Draw) {
  const { userId } = useAccess();
  return entries.find(entry => entry.userId === userId);
}

function Facts({ draw, resource }: { draw: Draw; resource: Resource }) {
  const t = useText(drawText);
  const language = useLanguage();
  const rows = [
    [t.days, `${shortDay(draw.firstDay, language)} – ${shortDay(draw.lastDay, language)}`],
    draw.drawnAt
      ? [t.drawnAt, momentIn(draw.drawnAt, resource.zone, language)]
      : [t.closes, momentIn(draw.closesAt, resource.zone, language)],
    [t.entries, String(draw.entries.length)],
  ];
  return (
    <Card className="flex flex-wrap items-start justify-between gap-3 p-4 sm:p-5">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-soft">{label}</dt>
            <dd className="font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <Badge tone={draw.state === 'open' ? 'new' : 'plain'}>{t[draw.state]}</Badge>
    </Card>
  );
}

function Open({ draw, resource }: { draw: Draw; resource: Resource }) {
  const mine = useMine(draw);
  // What was saved is where one goes on from.
  return <DrawWishes key={JSON.stringify(mine?.wishes)} draw={draw} resource={resource} saved={mine?.wishes ?? null} />;
}

function Result({ draw }: { draw: Draw }) {
  const t = useText(drawText);
  const language = useLanguage();
  const mine = useMine(draw);
  return (
    <Card className="flex flex-col gap-4 p-4 sm:p-5">
      <h2 className="text-lg">{t.result}</h2>
      {mine?.given ? (
        <Note tone="good">
          <p>{t.youGot(wallSpan(mine.given, language))}</p>
          <Link to="/bookings" className="underline underline-offset-4">
            {t.youGotLead}
          </Link>
        </Note>
      ) : (
        <Note tone="plain">{mine ? t.youNothing : t.youNot}</Note>
      )}
      {draw.entries.length === 0 ? (
        <p className="text-soft">{t.nobody}</p>
      ) : (
        <table className="w-full text-left text-[0.9375rem]">
          <thead className="text-soft">
            <tr>
              <th scope="col" className="py-1 pr-3 font-normal">
                {t.rank}
              </th>
              <th scope="col" className="py-1 pr-3 font-normal">
                {t.entry}
              </th>
              <th scope="col" className="py-1 font-normal">
                {t.got}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {draw.entries.map(entry => (
              <tr key={entry.entryId} className={entry === mine ? 'font-semibold' : ''}>
                <td className="py-1.5 pr-3 tabular-nums">{entry.rank}</td>
                <td className="py-1.5 pr-3">
                  <span className="font-mono text-sm">{entry.entryId.slice(-6)}</span>
                  {entry === mine && ` (${t.you})`}
                </td>
                <td className="py-1.5">{entry.given ? wallSpan(entry.given, language) : t.nothing}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
