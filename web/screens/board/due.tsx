import { Pause, TimerOff } from 'lucide-react';
import { cx } from '#web/kit/cx.ts';
import { ago, moment } from '#web/kit/format.ts';
import { useNow } from '#web/kit/time.tsx';
import type { Ticket } from '#web/screens/tickets/state.tsx';
import { boardText } from '#web/text/board.ts';
import { useLanguage, useText } from '#web/text/language.ts';

const soonMs = 4 * 3_600_000;

/** When the solution of a ticket is due: how soon is told by its words and its colour. */
export function Due({ ticket }: { ticket: Pick<Ticket, 'status' | 'dueAt' | 'breached'> }) {
  const t = useText(boardText);
  const language = useLanguage();
  const now = useNow();
  const { status, dueAt, breached } = ticket;
  if (status === 'resolved' || status === 'closed')
    return breached ? <span className="text-[0.8125rem] text-soft">{t.wasLate}</span> : null;
  if (dueAt === null)
    return (
      <span className="inline-flex items-center gap-1 text-[0.8125rem] text-soft">
        <Pause size={14} aria-hidden /> {t.still}
      </span>
    );
  const left = Date.parse(dueAt) - now;
  const when = ago(dueAt, now, language);
  return (
    <time
      dateTime={dueAt}
      title={moment(dueAt, language)}
      className={cx(
        'inline-flex items-center gap-1 text-[0.8125rem] font-semibold',
        left < 0 ? 'text-bad' : left < soonMs ? 'text-warn' : 'text-soft',
      )}
    >
      {left < 0 && <TimerOff size={14} aria-hidden />}
      {left < 0 ? t.late(when) : t.due(when)}
    </time>
  );
}
