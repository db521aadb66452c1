import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { cx } from '#web/kit/cx.ts';
import { Card, Note } from '#web/kit/surface.tsx';
import { useNow } from '#web/kit/time.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { ticketText } from '#web/text/tickets.ts';
import { type Details, promisedFor } from './promise.ts';
import type { Status } from './state.tsx';
import { byWhen } from './when.ts';

const steps = ['reported', 'assigned', 'working', 'solved'] as const;
const reached: Record<Status, number> = {
  open: 0,
  assigned: 1,
  in_progress: 2,
  waiting_for_resident: 2,
  resolved: 3,
  closed: 3,
};

interface ProgressProps {
  ticket: Details;
  /** Says what is promised to the household. */
  promised: boolean;
}

/** How far a report is. */
export function Progress({ ticket, promised }: ProgressProps) {
  const t = useText(ticketText);
  const at = reached[ticket.status];
  const over = ticket.status === 'closed';
  return (
    <Card className="p-4 sm:p-5">
      <ol aria-label={t.steps} className="grid grid-cols-4">
        {steps.map((step, index) => {
          const done = index < at || (index === at && (over || step === 'solved'));
          const now = index === at && !done;
          return (
            <li
              key={step}
              aria-current={now ? 'step' : undefined}
              className="relative flex min-w-0 flex-col items-center gap-1.5 text-center"
            >
              {index > 0 && (
                <span
                  aria-hidden
                  className={cx(
                    'absolute top-3.5 right-[calc(50%+1.25rem)] left-[calc(-50%+1.25rem)] h-0.5 rounded-full',
                    index <= at ? 'bg-fig' : 'bg-line',
                  )}
                />
              )}
              <span
                aria-hidden
                className={cx(
                  'grid size-7 place-items-center rounded-full text-sm font-bold',
                  done && 'bg-fig text-on-fig',
                  now && 'bg-fig-tint text-fig ring-2 ring-fig',
                  !done && !now && 'bg-sunken text-soft',
                )}
              >
                {done ? <Check size={16} /> : index + 1}
              </span>
              <span className={cx('w-full text-xs sm:text-[0.8125rem]', now ? 'font-semibold' : 'text-soft')}>
                {t.step[step]}
                {done && <span className="sr-only">, {t.done}</span>}
              </span>
            </li>
          );
        })}
      </ol>
      {promised && <Promised ticket={ticket} />}
    </Card>
  );
}

function Promised({ ticket }: { ticket: Details }) {
  const t = useText(ticketText);
  const language = useLanguage();
  const promised = promisedFor(ticket, useNow());
  if (!promised) return null;
  const { kind } = promised;
  if (kind === 'late' || kind === 'asked')
    return (
      <div className="mt-4">
        <Note tone="warn">{t.promises[kind]}</Note>
      </div>
    );
  return (
    <p className="mt-4 text-center text-[0.9375rem] text-soft">
      {kind === 'incident' ? t.promises.incident : t.promises[kind](byWhen(promised.by, language))}{' '}
      {kind === 'incident' && (
        <Link
          to="/incidents/$incidentId"
          params={{ incidentId: ticket.incidentId! }}
          className="font-semibold text-fig underline"
        >
          {t.incident}
        </Link>
      )}
    </p>
  );
}
