import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useId, useState } from 'react';
import { ticket } from '#services/ticket/contract';
import { ask } from '#web/api/client.ts';
import { keyOf } from '#web/api/queries.ts';
import { controlClasses } from '#web/kit/form.tsx';
import { Skeleton } from '#web/kit/surface.tsx';
import type { Ticket } from './state.tsx';

const { listBoard } = ticket.endpoints;
const active: readonly Ticket['status'][] = ['open', 'assigned', 'in_progress', 'waiting_for_resident'];

interface FindTicketsProps {
  buildingId: string;
  label: string;
  /** What is said where none is found. */
  none: string;
  fits: (ticket: Ticket) => boolean;
  children: (ticket: Ticket) => ReactNode;
}

/** Finds tickets of a building that are not solved, by words or reference. */
export function FindTickets({ buildingId, label, none, fits, children }: FindTicketsProps) {
  const id = useId();
  const [words, setWords] = useState('');
  const text = useDeferredValue(words.trim().slice(0, 100));
  const input = { buildingId, limit: 10, ...(text && { text }) };
  const { data } = useQuery({
    queryKey: keyOf(listBoard, input),
    queryFn: ({ signal }) => ask(listBoard, input, { signal }),
    placeholderData: keepPreviousData,
  });
  const found = data?.columns
    .filter(({ status }) => active.includes(status))
    .flatMap(({ items }) => items.filter(fits));
  return (
    <>
      <label htmlFor={id} className="mb-1.5 block text-[0.9375rem] font-semibold">
        {label}
      </label>
      <input
        id={id}
        type="search"
        value={words}
        onChange={event => setWords(event.target.value)}
        className={`${controlClasses} h-12`}
      />
      <ul className="mt-3 flex max-h-80 flex-col divide-y divide-line overflow-y-auto">
        {!found && <Skeleton className="h-32" />}
        {found?.length === 0 && <li className="py-3 text-soft">{none}</li>}
        {found?.map(each => (
          <li key={each.id}>{children(each)}</li>
        ))}
      </ul>
    </>
  );
}
