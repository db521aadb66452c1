import { useEffect } from 'react';
import { onPush, onResync } from '#web/api/live.ts';
import { keyOf, queries } from '#web/api/queries.ts';
import { showsBookings } from './states.ts';

/** What one is told of, such as an offer or a decision, is shown in the same moment. */
export function useBookingsLive(): void {
  useEffect(() => {
    const refresh = () => {
      for (const endpoint of showsBookings) void queries.invalidateQueries({ queryKey: keyOf(endpoint) });
    };
    const endings = [onPush(({ type }) => type === 'notification' && refresh()), onResync(refresh)];
    return () => {
      for (const end of endings) end();
    };
  }, []);
}
