import { useEffect } from 'react';
import { onPush, onResync } from '#web/api/live.ts';
import { keyOf, queries } from '#web/api/queries.ts';
import { showsTickets } from './shown.ts';

/** What is pushed to whoever looks may be about a ticket: what shows tickets is read anew at once. */
export function useTicketsLive(): void {
  useEffect(() => {
    const refresh = () => {
      for (const endpoint of showsTickets) void queries.invalidateQueries({ queryKey: keyOf(endpoint) });
    };
    const endings = [onPush(({ type }) => type === 'notification' && refresh()), onResync(refresh)];
    return () => {
      for (const end of endings) end();
    };
  }, []);
}
