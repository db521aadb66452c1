// The list of channels, kept up to date by what is pushed, and what a channel is called.

import { useEffect } from 'react';
import type { OutputOf } from '#kernel/contract';
import { chat } from '#services/chat/contract';
import { onPush, onResync, tell } from '#web/api/live.ts';
import { keyOf, queries, useRead } from '#web/api/queries.ts';
import { useAccess } from '#web/app/me.ts';
import { useNeighbour } from '#web/app/names.ts';
import { chatText } from '#web/text/chat.ts';
import { useText } from '#web/text/language.ts';

const { listChannels, getChannel } = chat.endpoints;
export type Channel = OutputOf<typeof getChannel>;

const whileOpenMs = 15_000;
const presenceEveryMs = 40_000;

/** My channels in a building. Those that are not open are looked at again and again, the others as something is said. */
export function useChannels(buildingId: string | undefined, everyMs = whileOpenMs) {
  const { data, error } = useRead(
    listChannels,
    { limit: 100, ...(buildingId && { buildingId }) },
    { enabled: buildingId !== undefined, everyMs },
  );
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      clearTimeout(soon);
      soon = setTimeout(() => void queries.invalidateQueries({ queryKey: keyOf(listChannels) }), 400);
    };
    const ends = [
      onResync(refresh),
      onPush(({ topic, type, id, data: told }) => {
        if (topic !== 'user') {
          if (topic === 'chat.channel' && ['message', 'channel', 'left'].includes(type)) refresh();
          if (topic === 'chat.channel' && ['channel', 'left'].includes(type))
            void queries.invalidateQueries({ queryKey: keyOf(getChannel, { channelId: id }) });
        } else if (type === 'read') {
          const { channelId, unread } = told as { channelId: string; unread: number };
          showRead(channelId, unread);
        } else refresh();
      }),
    ];
    return () => {
      clearTimeout(soon);
      for (const end of ends) end();
    };
  }, []);
  return { channels: data?.items, error };
}

/** Shows how much is unread before the list is asked for again. */
export function showRead(channelId: string, unread: number): void {
  queries.setQueriesData<{ items: Channel[] }>(
    { queryKey: keyOf(listChannels) },
    data =>
      data && {
        ...data,
        items: data.items.map(each =>
          each.id === channelId ? { ...each, unread, ...(unread === 0 && { unreadMentions: 0 }) } : each,
        ),
      },
  );
}

/** Shows the others that one is here while the page is looked at. */
export function usePresence(): void {
  useEffect(() => {
    const say = (): void =>
      tell('chat.setPresence', { state: document.visibilityState === 'visible' ? 'online' : 'away' });
    const first = setTimeout(say, 1_500);
    const timer = setInterval(say, presenceEveryMs);
    const end = onResync(say);
    document.addEventListener('visibilitychange', say);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      end();
      document.removeEventListener('visibilitychange', say);
      tell('chat.setPresence', { state: 'offline' });
    };
  }, []);
}

/** What to call whoever says something: who never lived here works here. */
export function useSpeaker(buildingId: string, userId: string | null): { name: string; url: string | null } {
  const t = useText(chatText);
  const neighbour = useNeighbour(buildingId, userId);
  // Nobody is called by a name that changes a moment later.
  if (neighbour === undefined && userId !== null) return { name: ' ', url: null };
  return {
    name: neighbour?.name ?? (userId === null ? t.somebody : t.staff),
    url: neighbour?.avatarUrl ?? null,
  };
}

/** The other of a direct channel. */
export const otherOf = ({ userIds }: Channel, me: string): string | null => userIds?.find(id => id !== me) ?? null;

/** What a channel is called: direct ones after the other of the two. */
export function useChannelName(channel: Channel): { name: string; url: string | null } {
  const t = useText(chatText);
  const { userId } = useAccess();
  const other = useSpeaker(channel.buildingId, channel.kind === 'direct' ? otherOf(channel, userId) : null);
  return channel.kind === 'direct' ? other : { name: channel.name ?? t.kinds[channel.kind], url: null };
}
