// The frame of every screen for those who are signed in: a side menu on a desktop, a bar below on a phone.

import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { notification } from '#services/notification/contract';
import { onPush, onResync, useLive } from '#web/api/live.ts';
import { keyOf, queries, useRead } from '#web/api/queries.ts';
import { appText } from '#web/text/app.ts';
import { useText } from '#web/text/language.ts';
import { useAccess } from './me.ts';
import { type Counts, navigation } from './navigation.ts';
import { PhoneBar } from './phone-bar.tsx';
import { PhoneHead } from './phone-head.tsx';
import { useSearchBox } from './search/search-button.tsx';
import { SideMenu } from './side-menu.tsx';

const { countUnread, listNotifications } = notification.endpoints;

/** What is pushed while one looks is counted and listed at once. */
function useNotificationsLive(): void {
  useEffect(() => {
    const refresh = () => {
      for (const endpoint of [countUnread, listNotifications])
        void queries.invalidateQueries({ queryKey: keyOf(endpoint) });
    };
    const endings = [onPush(({ type }) => type === 'notification' && refresh()), onResync(refresh)];
    return () => {
      for (const end of endings) end();
    };
  }, []);
}

/** Loaded after the page is there: it knows the contract of chat. */
const ChatWatch = lazy(() => import('./chat-watch.tsx'));

export function Shell() {
  const t = useText(appText);
  const { grants } = useAccess();
  // Pushes promise nothing, so one looks from time to time as well.
  const { data } = useRead(countUnread, {}, { everyMs: 60_000 });
  const search = useSearchBox();
  useLive();
  useNotificationsLive();
  const [unreadMessages, setUnreadMessages] = useState(0);
  const unread = data?.unread ?? 0;
  const counts: Counts = {
    notifications: { count: unread, said: t.unread(unread) },
    chat: { count: unreadMessages, said: t.unreadMessages(unreadMessages) },
  };
  const mine = navigation.filter(({ roles }) => !roles || grants.some(({ role }) => roles.includes(role)));
  return (
    <div className="min-h-dvh desk:pl-66">
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-fig px-4 py-2 font-semibold text-on-fig focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        {t.skip}
      </a>
      <SideMenu items={mine} counts={counts} search={search.open} />
      <PhoneHead items={mine} counts={counts} search={search.open} />
      <main id="content" tabIndex={-1} className="pb-20 outline-none desk:pb-0">
        <Outlet />
      </main>
      {search.box}
      <PhoneBar items={mine} counts={counts} />
      <Suspense>
        <ChatWatch onCount={setUnreadMessages} />
      </Suspense>
    </div>
  );
}
