import { cx } from '#web/kit/cx.ts';
import { Skeleton } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { roomsText } from '#web/text/rooms.ts';
import { choose, isChoosable, type Slot, type Span } from './slots.ts';
import { clockSpan, longDay } from './wall.ts';

interface DaySlotsProps {
  day: string;
  /** Those of the day; undefined while they are asked for. */
  slots: readonly Slot[] | undefined;
  chosen: Span | null;
  maxSlots: number;
  capacity: number;
  onChoose: (span: Span | null) => void;
}

/** The times of a day. What is free can be booked, what is taken can be waited for. */
export function DaySlots({ day, slots, chosen, maxSlots, capacity, onChoose }: DaySlotsProps) {
  const t = useText(roomsText);
  const language = useLanguage();
  if (!slots) return <Skeleton className="h-48" />;
  if (slots.length === 0) return <p className="text-soft">{t.closed}</p>;
  return (
    <fieldset>
      <legend className="sr-only">{t.timesOf(longDay(day, language))}</legend>
      {maxSlots > 1 && <p className="mb-3 text-sm text-soft">{t.howTo}</p>}
      <div className="grid grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-2">
        {slots.map(slot => {
          const isChosen = chosen !== null && slot.start >= chosen.start && slot.end <= chosen.end;
          const open = slot.bookable === 'yes';
          const span = clockSpan(slot.start, slot.end);
          return (
            <button
              key={slot.start}
              type="button"
              aria-pressed={isChosen}
              disabled={!isChoosable(slot)}
              onClick={() => onChoose(choose(slots, chosen, slot, maxSlots))}
              className={cx(
                'flex min-h-12 flex-col items-center justify-center rounded-control px-2 py-1 tabular-nums transition-colors',
                isChosen
                  ? 'bg-fig text-on-fig'
                  : open
                    ? 'border border-edge bg-surface hover:border-fig'
                    : 'bg-sunken text-soft enabled:hover:text-ink disabled:opacity-60',
              )}
            >
              <span className={cx('text-[0.9375rem] font-semibold', !open && !isChosen && 'line-through')}>{span}</span>
              <span className={cx('text-xs', open && capacity === 1 && 'sr-only')}>
                {open && capacity > 1 ? t.left(slot.free) : t.slotState[slot.bookable]}
              </span>
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
