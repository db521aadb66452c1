import { useId, useState } from 'react';
import { building } from '#services/building/contract';
import { useRead } from '#web/api/queries.ts';
import { Tick } from '#web/kit/controls.tsx';
import { controlClasses } from '#web/kit/form.tsx';
import { Select } from '#web/kit/select.tsx';
import { Card } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { roomsText } from '#web/text/rooms.ts';
import { BookOne, useBook } from './book-one.tsx';
import { BookSeries } from './book-series.tsx';
import { PriceRows } from './price-rows.tsx';
import { isRefusal } from './refusal.ts';
import { type Resource, refundInWords } from './rules.ts';
import { reachOf, runOf, type Slot, type Span } from './slots.ts';
import { WaitFor } from './wait-for.tsx';
import { longDay, wallSpan } from './wall.ts';

interface BookPanelProps {
  resource: Resource;
  slots: readonly Slot[] | undefined;
  chosen: Span | null;
  onChoose: (span: Span) => void;
}

/** What was chosen, what it costs, and the click that books it, or waits for it. */
export function BookPanel({ resource, slots, chosen, onChoose }: BookPanelProps) {
  const t = useText(roomsText);
  const run = slots && chosen ? runOf(slots, chosen, resource.maxSlots) : [];
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="mb-2 text-lg">{t.booking}</h2>
      {run.length === 0 || !chosen || !slots ? (
        <p className="text-soft">{t.pickFirst}</p>
      ) : (
        <Chosen resource={resource} slots={slots} chosen={chosen} run={run} onChoose={onChoose} />
      )}
    </Card>
  );
}

interface ChosenProps {
  resource: Resource;
  slots: readonly Slot[];
  chosen: Span;
  run: readonly Slot[];
  onChoose: (span: Span) => void;
}

function Chosen({ resource, slots, chosen, run, onChoose }: ChosenProps) {
  const t = useText(roomsText);
  const language = useLanguage();
  const [repeats, setRepeats] = useState(false);
  const wish = useWish(resource, chosen);
  const book = useBook();
  const free = run.every(({ bookable }) => bookable === 'yes');
  const reach = reachOf(slots, chosen.start, resource.maxSlots);
  const taken = reach.findIndex(({ bookable }) => bookable !== 'yes');
  const ends = free && taken > 0 ? reach.slice(0, taken) : reach;
  // Somebody was faster: what is free has been read anew by the time the error is here.
  const lost = isRefusal(book.errorOf(chosen), 'slot_taken');
  const fee = {
    ...resource.fee,
    amount: String(BigInt(resource.fee.amount) * BigInt(resource.feePer === 'slot' ? run.length : 1)),
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="font-display text-xl font-semibold">{wallSpan(chosen, language)}</p>
      {resource.maxSlots > 1 && (
        <Select
          label={t.until}
          value={chosen.end}
          onChoose={end => onChoose({ start: chosen.start, end })}
          options={ends.map(({ end }) => ({ value: end, label: endOf(chosen.start, end, language) }))}
        />
      )}
      <PriceRows fee={fee} deposit={resource.deposit} />
      {fee.amount !== '0' && (
        <div className="text-sm text-soft">
          <p className="font-semibold">{t.refund.title}</p>
          {refundInWords(resource, run[0]!.startsAt, t, language).map(each => (
            <p key={each}>{each}</p>
          ))}
          {resource.deposit.amount !== '0' && <p>{t.refund.deposit}</p>}
        </div>
      )}
      <Asked resource={resource} wish={wish} withNote={free} />
      {free && (
        <Tick checked={repeats} onTick={setRepeats}>
          {t.repeat}
        </Tick>
      )}
      {!free ? (
        <WaitFor key={`${chosen.start} ${chosen.end}`} resource={resource} wish={wish} lost={lost} />
      ) : repeats ? (
        <BookSeries key={`${chosen.start} ${chosen.end}`} resource={resource} wish={wish} />
      ) : (
        <BookOne resource={resource} wish={wish} book={book} />
      )}
    </div>
  );
}

/** `20:00`, with the day where it is another one. */
function endOf(start: string, end: string, language: Parameters<typeof longDay>[1]): string {
  const clock = end.slice(11);
  return end.startsWith(start.slice(0, 10)) || clock === '00:00'
    ? clock.replace('00:00', '24:00')
    : `${clock}, ${longDay(end, language)}`;
}

export type Wish = ReturnType<typeof useWish>;

/** What the API asks of whoever books, beside the time. */
function useWish({ id, buildingId, terms, termsVersion }: Resource, { start, end }: Span) {
  const { data } = useRead(building.endpoints.getHomes, {});
  const homes = data?.items.filter(home => home.buildingId === buildingId && home.livesHere) ?? [];
  const [home, setHome] = useState<string>();
  const [accepted, setAccepted] = useState(false);
  const [note, setNote] = useState('');
  const unitId = home ?? homes[0]?.unitId;
  return {
    ...{ homes, unitId, setHome, accepted, setAccepted, note, setNote },
    /** Whether the terms still have to be accepted. */
    lacksTerms: terms !== null && !accepted,
    input: {
      resourceId: id,
      start,
      end,
      ...(homes.length > 1 && unitId && { unitId }),
      ...(terms !== null && accepted && { acceptedTerms: termsVersion }),
    },
  };
}

/** The terms, the home, and a note. */
function Asked({ resource, wish, withNote }: { resource: Resource; wish: Wish; withNote: boolean }) {
  const t = useText(roomsText);
  const noteId = useId();
  return (
    <>
      {wish.homes.length > 1 && (
        <Select
          label={t.home}
          value={wish.unitId ?? ''}
          onChoose={wish.setHome}
          options={wish.homes.map(({ unitId, unit }) => ({ value: unitId, label: unit.label }))}
        />
      )}
      {withNote && (
        <div>
          <label htmlFor={noteId} className="mb-1.5 block text-[0.9375rem] font-semibold">
            {t.note}
          </label>
          <input
            id={noteId}
            aria-describedby={`${noteId}-about`}
            value={wish.note}
            maxLength={500}
            onChange={event => wish.setNote(event.target.value)}
            className={`${controlClasses} h-12`}
          />
          <p id={`${noteId}-about`} className="mt-1.5 text-sm text-soft">
            {t.noteHint}
          </p>
        </div>
      )}
      {resource.terms !== null && (
        <div>
          <p className="mb-1 text-[0.9375rem] font-semibold">{t.terms}</p>
          <p className="max-h-40 overflow-y-auto rounded-control bg-sunken px-3.5 py-2.5 text-sm whitespace-pre-line">
            {resource.terms}
          </p>
          <Tick checked={wish.accepted} onTick={wish.setAccepted}>
            {t.accept}
          </Tick>
        </div>
      )}
    </>
  );
}
