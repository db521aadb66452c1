import { Link, useNavigate } from '@tanstack/react-router';
import { Bell, Settings2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { notification } from '#services/notification/contract';
import { editItems, useAction, useList } from '#web/api/queries.ts';
import { Button, IconButton } from '#web/kit/button.tsx';
import { cx } from '#web/kit/cx.ts';
import { Failed } from '#web/kit/failed.tsx';
import { Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { toast } from '#web/kit/toast.tsx';
import { VirtualList } from '#web/kit/virtual-list.tsx';
import { useText } from '#web/text/language.ts';
import { notificationText } from '#web/text/notifications.ts';

const { listNotifications, countUnread, markRead, markAllRead, deleteNotification } = notification.endpoints;
type Item = OutputOf<typeof listNotifications>['items'][number];

export default function Notifications() {
  const t = useText(notificationText);
  const [unreadOnly, setUnreadOnly] = useState(false);
  const list = useList(listNotifications, { ...(unreadOnly && { unread: true }), limit: 30 });
  const all = useAction(markAllRead, {
    refreshes: [listNotifications, countUnread],
    done: () => toast(t.allRead),
  });
  return (
    <Page
      title={t.title}
      actions={
        <>
          <Button asChild look="plain" size="small">
            <Link to="/account/notifications">
              <Settings2 size={16} aria-hidden /> {t.settings}
            </Link>
          </Button>
          <Button look="outline" size="small" busy={all.isPending} onClick={() => all.mutate({})}>
            {t.readAll}
          </Button>
        </>
      }
    >
      <fieldset className="mb-4 flex gap-2" aria-label={t.title}>
        {([false, true] as const).map(only => (
          <button
            key={String(only)}
            type="button"
            aria-pressed={unreadOnly === only}
            onClick={() => setUnreadOnly(only)}
            className={cx(
              'h-10 rounded-full px-4 text-[0.9375rem] font-semibold',
              unreadOnly === only ? 'bg-fig text-on-fig' : 'bg-sunken text-soft hover:text-ink',
            )}
          >
            {only ? t.unread : t.all}
          </button>
        ))}
      </fieldset>
      <Card>
        {list.error && !list.items && <Failed error={list.error} retry={list.refetch} />}
        {!list.items && !list.error && <Waiting />}
        {list.items?.length === 0 && (
          <Empty icon={<Bell />} title={t.empty}>
            {t.emptyLead}
          </Empty>
        )}
        {list.items && list.items.length > 0 && (
          <VirtualList list={list} estimate={120}>
            {item => <Row item={item} />}
          </VirtualList>
        )}
      </Card>
    </Page>
  );
}

const Waiting = () => (
  <div className="flex flex-col gap-5 p-5">
    {[0, 1, 2, 3, 4].map(each => (
      <Skeleton key={each} className="h-14" />
    ))}
  </div>
);

function Row({ item }: { item: Item }) {
  const t = useText(notificationText);
  const navigate = useNavigate();
  const read = useAction(markRead, {
    refreshes: [countUnread],
    optimistic: () =>
      editItems(listNotifications, each =>
        each.id === item.id ? { ...each, readAt: new Date().toISOString() } : each,
      ),
  });
  const remove = useAction(deleteNotification, {
    refreshes: [countUnread],
    optimistic: () => editItems(listNotifications, each => (each.id === item.id ? null : each)),
  });
  function open(): void {
    if (!item.readAt) read.mutate({ notificationId: item.id });
    if (item.link) void navigate({ href: item.link });
  }
  return (
    <div className="flex items-center gap-1 border-b border-line pr-2">
      <button
        type="button"
        onClick={open}
        className="flex min-w-0 flex-1 items-start gap-3.5 rounded-card px-5 py-4 text-left hover:bg-sunken"
      >
        <span
          aria-hidden
          className={cx('mt-2 size-2.5 shrink-0 rounded-full', item.readAt ? 'bg-line' : 'bg-apricot')}
        />
        <span className="min-w-0">
          {!item.readAt && <span className="sr-only">{t.isNew}: </span>}
          <span className={cx('block', item.readAt ? 'font-medium' : 'font-semibold')}>{item.title}</span>
          <span className="block text-[0.9375rem] text-soft">{item.body}</span>
          <span className="block text-sm text-soft">
            <Ago at={item.createdAt} />
          </span>
        </span>
      </button>
      <IconButton label={t.delete} onClick={() => remove.mutate({ notificationId: item.id })}>
        <Trash2 size={18} aria-hidden />
      </IconButton>
    </div>
  );
}
