import { ArrowUp, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { booking } from '#services/booking/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { Button, IconButton } from '#web/kit/button.tsx';
import { Tick } from '#web/kit/controls.tsx';
import { Select } from '#web/kit/select.tsx';
import { Card, Note, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { drawText } from '#web/text/draws.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { roomsText } from '#web/text/rooms.ts';
import type { Draw } from './draw-check.ts';
import { useRefusal } from './refusal.ts';
import type { Resource } from './rules.ts';
import { reachOf, type Slot, type Span, slotsOn } from './slots.ts';
import { daysFromTo, longDay, wallSpan } from './wall.ts';

const { enterDraw, getAvailability, getDraw, leaveDraw } = booking.endpoints;
const most = 10;

interface DrawWishesProps {
  draw: Draw;
  resource: Resource;
  /** Null for whoever does not take part yet. */
  saved: readonly Span[] | null;
}

/** What one wishes for, in its order, and entering with it. */
export function DrawWishes({ draw, resource, saved }: DrawWishesProps) {
  const t = useText(drawText);
  const r = useText(roomsText);
  const refusal = useRefusal();
  const [wishes, setWishes] = useState<readonly Span[]>(saved ?? []);
  const [accepted, setAccepted] = useState(false);
  const enter = useAction(enterDraw, { refreshes: [getDraw], done: () => toast(t.saved) });
  const leave = useAction(leaveDraw, { refreshes: [getDraw], done: () => toast(t.left) });
  const { terms, termsVersion } = resource;
  const save = () =>
    enter.mutate({
      drawId: draw.id,
      wishes: wishes.map(({ start, end }) => ({ start, end })),
      ...(terms !== null && { acceptedTerms: termsVersion }),
    });
  const error = enter.error ?? leave.error;
  return (
    <Card className="flex flex-col gap-4 p-4 sm:p-5">
      <div>
        <h2 className="text-lg">{t.mine}</h2>
        <p className="text-soft">{t.mineLead}</p>
      </div>
      <Note tone={saved ? 'good' : 'plain'} role="status">
        {saved ? t.entered : t.notEntered}
      </Note>
      <Wishes wishes={wishes} onChange={setWishes} />
      {wishes.length < most && <AddWish draw={draw} resource={resource} wishes={wishes} onChange={setWishes} />}
      {terms !== null && wishes.length > 0 && (
        <div>
          <p className="rounded-control bg-sunken px-3.5 py-2.5 text-sm whitespace-pre-line">{terms}</p>
          <Tick checked={accepted} onTick={setAccepted}>
            {r.accept}
          </Tick>
        </div>
      )}
      {error && (
        <Note tone="bad" role="alert">
          {refusal(error)}
        </Note>
      )}
      <div className="flex flex-wrap gap-2">
        <Button busy={enter.isPending} disabled={wishes.length === 0 || (terms !== null && !accepted)} onClick={save}>
          {saved ? t.change : t.enter}
        </Button>
        {saved && (
          <Button look="plain" busy={leave.isPending} onClick={() => leave.mutate({ drawId: draw.id })}>
            {t.leave}
          </Button>
        )}
      </div>
    </Card>
  );
}

interface WishesProps {
  wishes: readonly Span[];
  onChange: (wishes: readonly Span[]) => void;
}

function Wishes({ wishes, onChange }: WishesProps) {
  const t = useText(drawText);
  const language = useLanguage();
  if (wishes.length === 0) return <p className="text-soft">{t.noWish}</p>;
  const up = (index: number) => onChange(wishes.with(index, wishes[index - 1]!).with(index - 1, wishes[index]!));
  return (
    <ol className="divide-y divide-line">
      {wishes.map((wish, index) => {
        const said = wallSpan(wish, language);
        return (
          <li key={wish.start + wish.end} className="flex items-center gap-2 py-1">
            <span className="w-6 font-semibold text-soft tabular-nums">{index + 1}.</span>
            <span className="min-w-0 flex-1 font-semibold">{said}</span>
            {index > 0 && (
              <IconButton label={t.up(said)} onClick={() => up(index)}>
                <ArrowUp size={18} aria-hidden />
              </IconButton>
            )}
            <IconButton label={t.out(said)} onClick={() => onChange(wishes.filter(each => each !== wish))}>
              <Trash2 size={18} aria-hidden />
            </IconButton>
          </li>
        );
      })}
    </ol>
  );
}

const isInDraw = ({ bookable }: Slot): boolean => bookable === 'in_draw';
const clockOf = (wall: string): string => wall.slice(11);

/** A day, a beginning and an end, of those that are given by lot. */
function AddWish({ draw, resource, wishes, onChange }: WishesProps & Pick<DrawWishesProps, 'draw' | 'resource'>) {
  const t = useText(drawText);
  const language = useLanguage();
  const { firstDay, lastDay, resourceId } = draw;
  const { data } = useRead(getAvailability, { resourceId, from: firstDay, to: lastDay });
  const [day, setDay] = useState(firstDay);
  const [chosenStart, setStart] = useState<string>();
  const [chosenEnd, setEnd] = useState<string>();
  if (!data) return <Skeleton className="h-20" />;
  const slots = data.slots.filter(isInDraw);
  const starts = slotsOn(slots, day);
  const start = starts.find(slot => slot.start === chosenStart) ?? starts[0];
  const ends = start ? reachOf(slots, start.start, resource.maxSlots, isInDraw) : [];
  const end = ends.find(slot => slot.end === chosenEnd) ?? ends.at(-1);
  const known = wishes.some(wish => wish.start === start?.start && wish.end === end?.end);
  return (
    <div className="flex flex-col gap-3 rounded-2xl bg-sunken p-4">
      <div className="grid gap-3 sm:grid-cols-3">
        <Select
          label={t.day}
          value={day}
          onChoose={setDay}
          options={daysFromTo(firstDay, lastDay).map(value => ({ value, label: longDay(value, language) }))}
        />
        <Select
          label={t.from}
          value={start?.start ?? ''}
          onChoose={setStart}
          options={starts.map(slot => ({ value: slot.start, label: clockOf(slot.start) }))}
        />
        <Select
          label={t.until}
          value={end?.end ?? ''}
          onChoose={setEnd}
          options={ends.map(slot => ({ value: slot.end, label: clockOf(slot.end).replace('00:00', '24:00') }))}
        />
      </div>
      <Button
        look="outline"
        className="self-start"
        disabled={!start || !end || known}
        onClick={() => start && end && onChange([...wishes, { start: start.start, end: end.end }])}
      >
        {t.addWish}
      </Button>
      {known && <p className="text-sm text-soft">{t.known}</p>}
    </div>
  );
}
