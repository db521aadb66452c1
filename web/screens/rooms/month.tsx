import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { IconButton } from '#web/kit/button.tsx';
import { cx } from '#web/kit/cx.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { roomsText } from '#web/text/rooms.ts';
import { type Freedom, freedomOf, type Slot, slotsOn } from './slots.ts';
import { addDays, addMonths, daysFromTo, longDay, monthEdges, monthName, weekdayName, weekdayOf } from './wall.ts';

interface MonthProps {
  month: string;
  /** Undefined while they are asked for. */
  slots: readonly Slot[] | undefined;
  day: string;
  today: string;
  lastDay: string;
  onMonth: (month: string) => void;
  onDay: (day: string) => void;
}

/** A month to choose a day of, each with how free it is. Arrow keys go from day to day. */
export function Month({ month, slots, day, today, lastDay, onMonth, onDay }: MonthProps) {
  const t = useText(roomsText);
  const language = useLanguage();
  const grid = useRef<HTMLTableElement>(null);
  const awaited = useRef<string>(undefined);
  const focus = (to: string) => grid.current?.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus();
  // The arrow led to another month, which is there now.
  useEffect(() => {
    if (awaited.current?.startsWith(month)) focus(awaited.current);
    awaited.current = undefined;
  });
  const { first, last } = monthEdges(month);
  const monday = addDays(first, -weekdayOf(first));
  const weeks = Array.from({ length: Math.ceil((weekdayOf(first) + Number(last.slice(8))) / 7) }, (_, week) =>
    daysFromTo(addDays(monday, week * 7), addDays(monday, week * 7 + 6)),
  );
  const move = (event: KeyboardEvent, from: string) => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const to = addDays(from, step);
    if (to < today || to > lastDay) return;
    if (to.startsWith(month)) return void focus(to);
    awaited.current = to;
    onMonth(to.slice(0, 7));
  };
  const reachable = day.startsWith(month) ? day : first < today ? today : first;
  return (
    <div>
      <div className="mb-2 flex items-center justify-between gap-2">
        <IconButton label={t.previous} disabled={first <= today} onClick={() => onMonth(addMonths(month, -1))}>
          <ChevronLeft size={20} aria-hidden />
        </IconButton>
        <p className="font-display text-lg font-semibold" aria-live="polite">
          {monthName(month, language)}
        </p>
        <IconButton label={t.next} disabled={last >= lastDay} onClick={() => onMonth(addMonths(month, 1))}>
          <ChevronRight size={20} aria-hidden />
        </IconButton>
      </div>
      <table ref={grid} className="w-full table-fixed" aria-label={t.calendar}>
        <thead>
          <tr>
            {daysFromTo(monday, addDays(monday, 6)).map(each => (
              <th key={each} scope="col" className="pb-1 text-xs font-semibold text-soft">
                {weekdayName(each, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map(week => (
            <tr key={week[0]}>
              {week.map(each => (
                <td key={each} className="p-0.5">
                  {each.startsWith(month) && (
                    <Day
                      day={each}
                      slots={slots && slotsOn(slots, each)}
                      over={each < today}
                      chosen={each === day}
                      isToday={each === today}
                      tabIndex={each === reachable ? 0 : -1}
                      onChoose={() => onDay(each)}
                      onKeyDown={event => move(event, each)}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Legend />
    </div>
  );
}

const fills: Record<Freedom, string> = {
  closed: '',
  none: '',
  few: 'bg-warn',
  many: 'bg-good',
  draw: 'bg-fig',
};

const legend = ['many', 'few', 'draw'] as const;

function Legend() {
  const t = useText(roomsText);
  return (
    <ul aria-hidden className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-xs text-soft">
      {legend.map(level => (
        <li key={level} className="flex items-center gap-1.5">
          <span className={cx('h-1 rounded-full', fills[level], level === 'few' ? 'w-2.5' : 'w-6')} />
          {t.legend[level]}
        </li>
      ))}
    </ul>
  );
}

interface DayProps {
  day: string;
  slots: readonly Slot[] | undefined;
  over: boolean;
  chosen: boolean;
  isToday: boolean;
  tabIndex: number;
  onChoose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function Day({ day, slots, over, chosen, isToday, tabIndex, onChoose, onKeyDown }: DayProps) {
  const t = useText(roomsText);
  const language = useLanguage();
  const { free, all, level } = freedomOf(slots ?? []);
  const name = longDay(day, language);
  const label = level === 'draw' ? t.drawOn(name) : level === 'closed' ? t.closedOn(name) : t.freeOn(name, free, all);
  const dim = over || (slots !== undefined && (level === 'closed' || level === 'none'));
  return (
    <button
      type="button"
      data-day={day}
      aria-label={slots ? label : name}
      aria-pressed={chosen}
      aria-current={isToday ? 'date' : undefined}
      disabled={over}
      tabIndex={tabIndex}
      onClick={onChoose}
      onKeyDown={onKeyDown}
      className={cx(
        'flex h-12 w-full flex-col items-center justify-center gap-1 rounded-control text-[0.9375rem] font-semibold tabular-nums transition-colors',
        chosen ? 'bg-fig text-on-fig' : 'hover:bg-sunken disabled:hover:bg-transparent',
        !chosen && dim && 'font-normal text-soft',
        over && 'opacity-50',
      )}
    >
      <span className={cx(isToday && 'underline decoration-2 underline-offset-4')}>{Number(day.slice(8))}</span>
      <span
        aria-hidden
        className={cx(
          'h-1 w-7 overflow-hidden rounded-full',
          all > 0 && !over && (chosen ? 'bg-on-fig/30' : 'bg-line'),
        )}
      >
        {!over && (
          <span
            className={cx('block h-full rounded-full', chosen ? 'bg-on-fig' : fills[level])}
            style={{ width: level === 'draw' ? '100%' : `${all === 0 ? 0 : (free / all) * 100}%` }}
          />
        )}
      </span>
    </button>
  );
}
