import { ago, moment } from '#web/kit/format.ts';
import { Badge, type Tone } from '#web/kit/surface.tsx';
import { useNow } from '#web/kit/time.tsx';
import type { Details } from '#web/screens/tickets/promise.ts';
import { boardText } from '#web/text/board.ts';
import { useLanguage, useText } from '#web/text/language.ts';

type Clock = Details['clocks'][number];
const tones: Record<Clock['state'], Tone> = { not_started: 'plain', running: 'info', paused: 'warn', stopped: 'good' };

/** What was promised, and how far each of it is. */
export function Clocks({ clocks }: { clocks: readonly Clock[] }) {
  const t = useText(boardText);
  const promised = clocks.filter(({ targetMinutes }) => targetMinutes !== null);
  if (promised.length === 0) return null;
  return (
    <section>
      <h3 className="mb-2 text-[0.9375rem]">{t.clocks}</h3>
      <ul className="flex flex-col gap-2">
        {promised.map(clock => (
          <ClockLine key={clock.clock} clock={clock} />
        ))}
      </ul>
    </section>
  );
}

function ClockLine({ clock: { clock, state, dueAt, breachedAt } }: { clock: Clock }) {
  const t = useText(boardText);
  const language = useLanguage();
  const now = useNow();
  // Between the end of its time and the sweep that notes it a clock is late as well.
  const late = breachedAt !== null || (state === 'running' && dueAt !== null && Date.parse(dueAt) < now);
  return (
    <li className="flex items-baseline justify-between gap-3 text-[0.9375rem]">
      <span>
        {t.clockNames[clock]}
        {state === 'running' && dueAt && (
          <time dateTime={dueAt} title={moment(dueAt, language)} className="block text-sm text-soft">
            {late ? t.late(ago(dueAt, now, language)) : t.due(ago(dueAt, now, language))}
          </time>
        )}
      </span>
      <Badge tone={late ? 'bad' : tones[state]}>{late ? t.clockLate : t.clockStates[state]}</Badge>
    </li>
  );
}
