// One channel: its head, what is said in it, and where one writes.

import { Link } from '@tanstack/react-router';
import { ArrowLeft, Bell, BellOff, EllipsisVertical, Pin, Search, Users, WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { chat } from '#services/chat/contract';
import { ask } from '#web/api/client.ts';
import { useConnected } from '#web/api/live.ts';
import { useAction, useRead } from '#web/api/queries.ts';
import { useAccess } from '#web/app/me.ts';
import { Button, IconButton } from '#web/kit/button.tsx';
import { Menu, MenuItem, MenuLine } from '#web/kit/menu.tsx';
import { Empty, Note, Skeleton } from '#web/kit/surface.tsx';
import { chatText } from '#web/text/chat.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { ChannelPicture } from './channel-list.tsx';
import { type Channel, otherOf, showRead, useChannelName } from './channels.ts';
import { Composer } from './composer.tsx';
import { type Conversation, useConversation } from './conversation.ts';
import { MembersDialog } from './members-dialog.tsx';
import { Messages } from './messages.tsx';
import { PinsDialog, SearchDialog } from './search-dialog.tsx';
import type { Message } from './timeline.ts';

const { getChannel, listChannels, listMembers, markRead, muteChannel } = chat.endpoints;

export function ChannelView({ channelId }: { channelId: string }) {
  const t = useText(chatText);
  const problems = useText(problemText);
  const { userId } = useAccess();
  const { data: channel, error } = useRead(getChannel, { channelId });
  const conversation = useConversation(userId, channelId);
  const failure = error ?? (conversation.state.timeline.sequence === null ? conversation.state.failure : null);
  const [target, setTarget] = useState(() => new URLSearchParams(location.search).get('message'));
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const [editing, setEditing] = useState<Message | null>(null);
  const readUpTo = useReadUpTo(channel, conversation);
  if (failure)
    return (
      <div className="grid flex-1 place-items-center">
        <Empty
          icon={<WifiOff />}
          title={sentenceFor(failure, problems)}
          action={
            <Button asChild>
              <Link to="/chat">{t.back}</Link>
            </Button>
          }
        />
      </div>
    );
  return (
    <>
      <Head channel={channel} conversation={conversation} jump={setTarget} />
      <Connection />
      {channel && conversation.state.timeline.sequence !== null ? (
        <Messages
          channel={channel}
          conversation={conversation}
          readUpTo={readUpTo ?? channel.readNumber}
          target={target}
          arrived={() => setTarget(null)}
          act={{ reply: setReplyTo, edit: setEditing, jump: setTarget }}
        />
      ) : (
        <Waiting />
      )}
      {channel && (
        <Composer
          key={editing?.id ?? 'new'}
          channel={channel}
          conversation={conversation}
          replyTo={replyTo}
          editing={editing}
          done={() => {
            setReplyTo(null);
            setEditing(null);
          }}
        />
      )}
    </>
  );
}

const Waiting = () => (
  <div className="flex flex-1 flex-col justify-end gap-3 overflow-hidden p-4">
    {['w-3/5', 'w-2/5', 'ml-auto w-1/2', 'w-3/5', 'ml-auto w-2/5'].map((width, index) => (
      <Skeleton key={String(index)} className={`h-14 rounded-2xl ${width}`} />
    ))}
  </div>
);

/** Says so when the connection has been away for a moment. */
function Connection() {
  const t = useText(chatText);
  const connected = useConnected();
  const [told, setTold] = useState(false);
  useEffect(() => {
    if (connected) return setTold(false);
    const timer = setTimeout(() => setTold(true), 3_000);
    return () => clearTimeout(timer);
  }, [connected]);
  return told ? (
    <div className="px-4 pt-3">
      <Note tone="warn" role="status">
        {t.connecting}
      </Note>
    </div>
  ) : null;
}

/** Tells the server how far one has read while the page is looked at; gives how far that was when the channel was opened. */
function useReadUpTo(channel: Channel | undefined, { state }: Conversation): number | undefined {
  const [before, setBefore] = useState<number>();
  const newest = state.timeline.messages.at(-1)?.number ?? 0;
  const channelId = channel?.id;
  const readNumber = channel?.readNumber;
  useEffect(() => {
    if (readNumber !== undefined) setBefore(known => known ?? readNumber);
  }, [readNumber]);
  useEffect(() => {
    if (!channelId || newest === 0) return;
    const read = (): void => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', read);
      showRead(channelId, 0);
      void ask(markRead, { channelId, number: newest }).catch(() => {});
    };
    document.addEventListener('visibilitychange', read);
    const soon = setTimeout(read, 300);
    return () => {
      clearTimeout(soon);
      document.removeEventListener('visibilitychange', read);
    };
  }, [channelId, newest]);
  return before;
}

interface HeadProps {
  channel: Channel | undefined;
  conversation: Conversation;
  jump: (messageId: string) => void;
}

function Head({ channel, conversation, jump }: HeadProps) {
  const t = useText(chatText);
  const [dialog, setDialog] = useState<'members' | 'pins' | 'search' | null>(null);
  const close = (): void => setDialog(null);
  const go = (messageId: string): void => {
    close();
    jump(messageId);
  };
  return (
    <header className="flex h-16 shrink-0 items-center gap-2 border-b border-line bg-surface/60 pr-2 pl-2 desk:h-18 desk:pl-5">
      <Link
        to="/chat"
        aria-label={t.back}
        className="grid size-11 shrink-0 place-items-center rounded-control text-soft hover:bg-sunken desk:hidden"
      >
        <ArrowLeft size={22} aria-hidden />
      </Link>
      {channel ? <Title channel={channel} conversation={conversation} /> : <Skeleton className="h-10 flex-1" />}
      {channel && (
        <>
          <IconButton label={t.search} onClick={() => setDialog('search')}>
            <Search size={20} aria-hidden />
          </IconButton>
          <ChannelMenu channel={channel} show={setDialog} />
          <MembersDialog channel={channel} open={dialog === 'members'} onOpenChange={close} />
          <PinsDialog channel={channel} open={dialog === 'pins'} onOpenChange={close} go={go} />
          <SearchDialog channel={channel} open={dialog === 'search'} onOpenChange={close} go={go} />
        </>
      )}
    </header>
  );
}

function Title({ channel, conversation }: { channel: Channel; conversation: Conversation }) {
  const t = useText(chatText);
  const { userId } = useAccess();
  const { name } = useChannelName(channel);
  const direct = channel.kind === 'direct';
  const members = useRead(listMembers, { channelId: channel.id, limit: 2 }, { enabled: direct });
  const other = otherOf(channel, userId);
  const presence = other
    ? (conversation.state.presence.get(other) ??
      members.data?.items.find(member => member.userId === other)?.presence ??
      'offline')
    : null;
  return (
    <>
      <ChannelPicture channel={channel} />
      <div className="min-w-0 flex-1 pl-1">
        <h2 className="truncate text-lg leading-6">{name}</h2>
        <p className="truncate text-sm text-soft">
          {direct && presence ? t.presence[presence] : channel.description || t.kinds[channel.kind]}
        </p>
      </div>
    </>
  );
}

const hour = 3_600_000;
/** Until one ends it: further than anybody waits. */
const always = '2199-01-01T00:00:00.000Z';

function ChannelMenu({ channel, show }: { channel: Channel; show: (dialog: 'members' | 'pins') => void }) {
  const t = useText(chatText);
  const { mutate } = useAction(muteChannel, { refreshes: [getChannel, listChannels] });
  const muted = channel.mutedUntil !== null && Date.parse(channel.mutedUntil) > Date.now();
  const until = (at: string | null): void => mutate({ channelId: channel.id, until: at });
  const after = (hours: number): string => new Date(Date.now() + hours * hour).toISOString();
  return (
    <Menu
      trigger={
        <IconButton label={t.more}>
          <EllipsisVertical size={20} aria-hidden />
        </IconButton>
      }
    >
      <MenuItem icon={<Users size={18} aria-hidden />} onSelect={() => show('members')}>
        {t.members}
      </MenuItem>
      <MenuItem icon={<Pin size={18} aria-hidden />} onSelect={() => show('pins')}>
        {t.pins}
      </MenuItem>
      <MenuLine />
      {muted ? (
        <MenuItem icon={<Bell size={18} aria-hidden />} onSelect={() => until(null)}>
          {t.unmute}
        </MenuItem>
      ) : (
        [1, 8, null].map(hours => (
          <MenuItem
            key={String(hours)}
            icon={<BellOff size={18} aria-hidden />}
            onSelect={() => until(hours ? after(hours) : always)}
          >
            {t.muteFor} {hours ? t.muteHours(hours) : t.muteAlways}
          </MenuItem>
        ))
      )}
    </Menu>
  );
}
