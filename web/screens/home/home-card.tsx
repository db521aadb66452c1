import { Building2 } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { building } from '#services/building/contract';
import { queries, useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { day } from '#web/kit/format.ts';
import { Badge, Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { homeText } from '#web/text/home.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';

const { getHomes, listBuildings, moveOut, cancelMoveIn } = building.endpoints;
type Home = OutputOf<typeof getHomes>['items'][number];

/** One of my homes, and the way out of it. */
export function HomeCard({ home }: { home: Home }) {
  const t = useText(homeText);
  const language = useLanguage();
  const upcoming = home.state === 'upcoming';
  const stay = home.movesInOn ? t.from(day(home.movesInOn, language)) : t.since(day(home.createdAt, language));
  return (
    <Card className="flex flex-wrap items-center gap-4 p-5">
      <span className="arch grid h-14 w-12 shrink-0 place-items-center bg-fig-tint pt-1 text-fig">
        <Building2 size={22} aria-hidden />
      </span>
      <div className="min-w-0 flex-1 basis-44">
        <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lg">
          {home.building.name}, {home.unit.label}
          <Badge tone="info">{t.relation[home.relation]}</Badge>
        </h2>
        <p className="text-soft">
          {stay}
          {home.movesOutOn && ` ${t.until(day(home.movesOutOn, language))}`}
        </p>
      </div>
      <Leave home={home} upcoming={upcoming} />
    </Card>
  );
}

/** Ends a stay, or calls off one that has not begun. */
function Leave({ home, upcoming }: { home: Home; upcoming: boolean }) {
  const t = useText(homeText);
  const problems = useText(problemText);
  const [open, setOpen] = useState(false);
  const place = `${home.building.name}, ${home.unit.label}`;
  const refreshes = [getHomes, listBuildings];
  const done = (): void => {
    setOpen(false);
    toast(upcoming ? t.calledOff : t.movedOut);
    // Other services hear of it a moment later, and show less then.
    setTimeout(() => void queries.invalidateQueries(), 1_500);
  };
  const out = useAction(moveOut, { refreshes, done });
  const off = useAction(cancelMoveIn, { refreshes, done });
  const leave = (): void =>
    (upcoming ? off : out).mutate(
      { membershipId: home.id },
      { onError: error => toast(sentenceFor(error, problems), 'bad') },
    );
  return (
    <>
      <Button look="plain" size="small" className="-mx-3" onClick={() => setOpen(true)}>
        {upcoming ? t.callOff : t.moveOut}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={upcoming ? t.callOffTitle(place) : t.moveOutTitle(place)}
        description={upcoming ? t.callOffLead : t.moveOutLead}
      >
        <div className="flex flex-wrap gap-2">
          <Button look="danger" busy={out.isPending || off.isPending} onClick={leave}>
            {upcoming ? t.callOff : t.moveOut}
          </Button>
          <Button look="outline" onClick={() => setOpen(false)}>
            {t.stay}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
