import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { booking } from '#services/booking/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Note } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { roomsText } from '#web/text/rooms.ts';
import type { Wish } from './book-panel.tsx';
import { NextFree } from './next-free.tsx';
import { useRefusal } from './refusal.ts';
import type { Resource } from './rules.ts';

const { getAvailability, joinWaitlist, listMyWaitlist } = booking.endpoints;

interface WaitForProps {
  resource: Resource;
  wish: Wish;
  /** A neighbour took it between the look and the click. */
  lost: boolean;
}

/** What is taken: waiting for it, or another time. */
export function WaitFor({ resource, wish, lost }: WaitForProps) {
  const t = useText(roomsText);
  const refusal = useRefusal();
  const [missing, setMissing] = useState(false);
  const { data } = useRead(listMyWaitlist, { limit: 100 });
  const join = useAction(joinWaitlist, { refreshes: [listMyWaitlist, getAvailability] });
  const { resourceId, start, end } = wish.input;
  const waits = data?.items.some(
    entry => entry.state === 'waiting' && entry.resourceId === resourceId && entry.start === start && entry.end === end,
  );
  const send = () => {
    setMissing(wish.lacksTerms);
    if (!wish.lacksTerms) join.mutate(wish.input);
  };
  return (
    <>
      <Note tone="warn" role={lost ? 'alert' : 'status'}>
        {lost ? (
          <>
            <p className="font-semibold">{t.lost}</p>
            <p>{t.lostLead}</p>
          </>
        ) : (
          t.taken
        )}
      </Note>
      {missing && wish.lacksTerms && (
        <Note tone="warn" role="alert">
          {t.acceptFirst}
        </Note>
      )}
      {join.error && (
        <Note tone="bad" role="alert">
          {refusal(join.error)}
        </Note>
      )}
      {waits ? (
        <Note tone="good" role="status">
          <Link to="/bookings" className="underline underline-offset-4">
            {t.waiting}
          </Link>
        </Note>
      ) : (
        <Button look="quiet" busy={join.isPending} onClick={send}>
          {t.wait}
        </Button>
      )}
      <NextFree resourceId={resource.id} after={{ start, end }} />
    </>
  );
}
