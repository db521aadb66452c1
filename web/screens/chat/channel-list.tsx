import { Link, useNavigate } from '@tanstack/react-router';
import { BellOff, Building2, DoorOpen, Hash, Plus } from 'lucide-react';
import { useState } from 'react';
import { chat } from '#services/chat/contract';
import { useAction } from '#web/api/queries.ts';
import { Avatar } from '#web/kit/avatar.tsx';
import { IconButton } from '#web/kit/button.tsx';
import { cx } from '#web/kit/cx.ts';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { Skeleton } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { chatText } from '#web/text/chat.ts';
import { useText } from '#web/text/language.ts';
import { type Channel, useChannelName } from './channels.ts';

interface ChannelListProps {
  buildingId: string | undefined;
  channels: readonly Channel[] | undefined;
  openId: string | undefined;
}

export function ChannelList({ buildingId, channels, openId }: ChannelListProps) {
  const t = useText(chatText);
  const [creating, setCreating] = useState(false);
  return (
    <>
      <header className="flex h-18 shrink-0 items-center justify-between pr-3 pl-5">
        <h1 className="text-2xl">{t.title}</h1>
        <IconButton label={t.newChannel} onClick={() => setCreating(true)}>
          <Plus size={22} aria-hidden />
        </IconButton>
      </header>
      <ul className="flex min-h-0 flex-1 flex-col gap-1 overflow-y-auto px-2.5 pb-3">
        {!channels && [0, 1, 2, 3, 4].map(each => <Skeleton key={each} className="h-17 shrink-0" />)}
        {channels?.map(channel => (
          <li key={channel.id}>
            <ChannelItem channel={channel} open={channel.id === openId} />
          </li>
        ))}
      </ul>
      {buildingId && <NewChannel buildingId={buildingId} open={creating} onOpenChange={setCreating} />}
    </>
  );
}

const icons = { building: Building2, entrance: DoorOpen, topic: Hash };

/** What a channel looks like: a person's picture, or the sign of its kind. */
export function ChannelPicture({ channel }: { channel: Channel }) {
  const { name, url } = useChannelName(channel);
  if (channel.kind === 'direct') return <Avatar name={name} url={url} />;
  const Icon = icons[channel.kind];
  return (
    <span aria-hidden className="arch grid h-11 w-9.5 shrink-0 place-items-center bg-fig-tint pt-1 text-fig">
      <Icon size={18} />
    </span>
  );
}

function ChannelItem({ channel, open }: { channel: Channel; open: boolean }) {
  const t = useText(chatText);
  const { name } = useChannelName(channel);
  const muted = channel.mutedUntil !== null && Date.parse(channel.mutedUntil) > Date.now();
  const unread = channel.unread > 0 && !open;
  return (
    <Link
      to="/chat/$channelId"
      params={{ channelId: channel.id }}
      aria-current={open ? 'page' : undefined}
      className={cx(
        'flex min-h-17 items-center gap-3 rounded-2xl px-2.5 py-2',
        open ? 'bg-fig-tint' : 'hover:bg-sunken',
      )}
    >
      <ChannelPicture channel={channel} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className={cx('min-w-0 flex-1 truncate', unread ? 'font-bold' : 'font-semibold')}>{name}</span>
          {channel.lastAt && (
            <span className="shrink-0 text-xs text-soft">
              <Ago at={channel.lastAt} />
            </span>
          )}
        </span>
        <span className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate text-sm text-soft">
            {channel.description || t.kinds[channel.kind]}
          </span>
          {muted && <BellOff size={15} className="text-soft" aria-label={t.muted} />}
          {unread && (
            <span
              className={cx(
                'min-w-5.5 shrink-0 rounded-full px-1.5 text-center text-xs leading-5.5 font-bold tabular-nums',
                muted ? 'bg-sunken text-soft' : 'bg-apricot text-[#3d1f02]',
              )}
            >
              <span className="sr-only">
                {t.unread(channel.unread)}
                {channel.unreadMentions > 0 && `, ${t.mentionsYou}`}
              </span>
              <span aria-hidden>
                {channel.unreadMentions > 0 && '@ '}
                {channel.unread > 99 ? '99+' : channel.unread}
              </span>
            </span>
          )}
        </span>
      </span>
    </Link>
  );
}

interface NewChannelProps {
  buildingId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function NewChannel({ buildingId, open, onOpenChange }: NewChannelProps) {
  const t = useText(chatText);
  const navigate = useNavigate();
  const { createChannel, listChannels } = chat.endpoints;
  const { mutateAsync } = useAction(createChannel, { refreshes: [listChannels] });
  const form = useForm({
    schema: createChannel.input.pick({ name: true, description: true }),
    initial: { name: '', description: '' },
    submit: async fields => {
      const { id } = await mutateAsync({ buildingId, ...fields });
      form.reset();
      onOpenChange(false);
      await navigate({ to: '/chat/$channelId', params: { channelId: id } });
    },
  });
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.newChannel} description={t.newChannelLead}>
      <Form form={form} submit={t.create}>
        <TextField form={form} name="name" label={t.name} maxLength={60} />
        <TextArea form={form} name="description" label={t.about} optional maxLength={500} />
      </Form>
    </Dialog>
  );
}
