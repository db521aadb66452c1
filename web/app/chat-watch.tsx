import { useEffect } from 'react';
import { useChannels } from '#web/screens/chat/channels.ts';
import { useBuildings } from './me.ts';

const everyMs = 60_000;

/** Tells how much is unread in the channels of the building one looks at; a muted one counts where one is mentioned. */
export default function ChatWatch({ onCount }: { onCount: (unread: number) => void }) {
  const { current } = useBuildings();
  const { channels } = useChannels(current?.id, everyMs);
  const now = Date.now();
  const unread = channels?.reduce(
    (sum, { mutedUntil, unread, unreadMentions }) =>
      sum + (mutedUntil && Date.parse(mutedUntil) > now ? unreadMentions : unread),
    0,
  );
  useEffect(() => onCount(unread ?? 0), [onCount, unread]);
  return null;
}
