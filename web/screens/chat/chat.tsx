import { useLocation, useParams } from '@tanstack/react-router';
import { MessagesSquare } from 'lucide-react';
import { useBuildings } from '#web/app/me.ts';
import { cx } from '#web/kit/cx.ts';
import { Empty } from '#web/kit/surface.tsx';
import { chatText } from '#web/text/chat.ts';
import { useText } from '#web/text/language.ts';
import { ChannelList } from './channel-list.tsx';
import { ChannelView } from './channel-view.tsx';
import { useChannels, usePresence } from './channels.ts';

/** The list of channels and the one that is open: beside each other on a desktop, one after the other on a phone. */
export default function Chat() {
  const t = useText(chatText);
  const { current } = useBuildings();
  const { channelId } = useParams({ strict: false }) as { channelId?: string };
  // A link to a message is followed where its channel is open already, too.
  const { message } = useLocation().search as { message?: string };
  const { channels } = useChannels(current?.id);
  usePresence();
  if (current === null) return <Empty icon={<MessagesSquare />} title={t.noBuilding} />;
  return (
    <div className="flex -mb-4 h-[calc(100dvh-7.75rem)] min-h-96 desk:mb-0 desk:h-dvh">
      <title>{`${t.title} · Agora`}</title>
      <section
        aria-label={t.channels}
        className={cx('w-full flex-col border-line desk:flex desk:w-88 desk:border-r', channelId ? 'hidden' : 'flex')}
      >
        <ChannelList buildingId={current?.id} channels={channels} openId={channelId} />
      </section>
      <section className={cx('min-w-0 flex-1 flex-col desk:flex', channelId ? 'flex' : 'hidden')}>
        {channelId ? (
          <ChannelView key={`${channelId}${message ?? ''}`} channelId={channelId} />
        ) : (
          <div className="grid flex-1 place-items-center">
            <Empty icon={<MessagesSquare />} title={t.empty}>
              {t.emptyLead}
            </Empty>
          </div>
        )}
      </section>
    </div>
  );
}
