import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { booking } from '#services/booking/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Note } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { roomsText } from '#web/text/rooms.ts';
import type { Wish } from './book-panel.tsx';
import { useRefusal } from './refusal.ts';
import { isFree, type Resource } from './rules.ts';
import type { Span } from './slots.ts';

const { getAvailability, listMyBookings, reserve } = booking.endpoints;

/** Books once. What costs something is held, and paid on the booking's own page, which can be reloaded. */
export function useBook() {
  const t = useText(roomsText);
  const navigate = useNavigate();
  const action = useAction(reserve, {
    refreshes: [getAvailability, listMyBookings],
    done: async ({ id, state }) => {
      if (state !== 'held') toast(state === 'pending' ? t.requested : t.booked);
      await navigate({ to: '/bookings/$bookingId', params: { bookingId: id } });
    },
  });
  const { error, variables } = action;
  return {
    ...action,
    /** What was said of this time; of another one it says nothing. */
    errorOf: ({ start, end }: Span): Error | null =>
      variables?.start === start && variables.end === end ? error : null,
  };
}

interface BookOneProps {
  resource: Resource;
  wish: Wish;
  book: ReturnType<typeof useBook>;
}

/** The click that books. */
export function BookOne({ resource, wish, book }: BookOneProps) {
  const t = useText(roomsText);
  const refusal = useRefusal();
  const [missing, setMissing] = useState(false);
  const error = book.errorOf(wish.input);
  const costs = !isFree(resource);
  const send = () => {
    setMissing(wish.lacksTerms);
    if (!wish.lacksTerms) book.mutate({ ...wish.input, note: wish.note.trim() });
  };
  return (
    <>
      {missing && wish.lacksTerms && (
        <Note tone="warn" role="alert">
          {t.acceptFirst}
        </Note>
      )}
      {error && (
        <Note tone="bad" role="alert">
          {refusal(error)}
        </Note>
      )}
      <Button size="large" busy={book.isPending} onClick={send}>
        {costs ? t.hold : resource.approval ? t.request : t.book}
      </Button>
      {costs && <p className="text-sm text-soft">{t.holdLead}</p>}
    </>
  );
}
