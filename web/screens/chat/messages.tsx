// What was said, newest below. Only what is near the window is in the document; when older messages come in above, what one
// reads stays where it is.

import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useAccess } from '#web/app/me.ts';
import { IconButton, Spinner } from '#web/kit/button.tsx';
import { cx } from '#web/kit/cx.ts';
import { day } from '#web/kit/format.ts';
import { chatText } from '#web/text/chat.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { type Channel, useSpeaker } from './channels.ts';
import type { Conversation } from './conversation.ts';
import { MessageRow } from './message-row.tsx';
import { rowsOf } from './rows.ts';
import type { Message } from './timeline.ts';

/** What one does with a message that concerns more than itself. */
export interface Act {
  reply: (message: Message) => void;
  edit: (message: Message) => void;
  jump: (messageId: string) => void;
}

interface MessagesProps {
  channel: Channel;
  conversation: Conversation;
  readUpTo: number;
  /** The message to show. */
  target: string | null;
  arrived: () => void;
  act: Act;
}

const nearTop = 600;
const nearEnd = 120;

export function Messages({ channel, conversation, readUpTo, target, arrived, act }: MessagesProps) {
  const t = useText(chatText);
  const { userId } = useAccess();
  const { timeline, loadingOlder, typing } = conversation.state;
  const rows = useMemo(() => rowsOf(timeline, userId, readUpTo), [timeline, userId, readUpTo]);
  const byId = useMemo(() => new Map(timeline.messages.map(message => [message.id, message])), [timeline.messages]);
  const frame = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [marked, setMarked] = useState<string | null>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: index => (rows[index]!.begins ? 84 : 48),
    getItemKey: index => rows[index]!.key,
    overscan: 12,
    paddingStart: 16,
    paddingEnd: 12,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: nearEnd,
  });

  // It opens at its end.
  const opened = useRef(false);
  useLayoutEffect(() => {
    if (opened.current || rows.length === 0) return;
    opened.current = true;
    virtual.scrollToEnd({ behavior: 'auto' });
  }, [rows.length, virtual]);

  // What one has just written is seen, wherever one was.
  const lastKey = rows.at(-1)?.outgoing?.localId;
  useEffect(() => {
    if (lastKey) virtual.scrollToEnd({ behavior: 'auto' });
  }, [lastKey, virtual]);

  // Looks for the message further and further back.
  const { loadOlder } = conversation;
  useEffect(() => {
    if (!target || loadingOlder) return;
    const index = rows.findIndex(({ message }) => message?.id === target);
    if (index < 0 && !timeline.whole) return void loadOlder().catch(() => {});
    if (index >= 0) {
      virtual.scrollToIndex(index, { align: 'center' });
      setMarked(target);
      setTimeout(() => setMarked(null), 2_500);
    }
    arrived();
  }, [target, rows, loadingOlder, timeline.whole, loadOlder, virtual, arrived]);

  function looked(): void {
    const box = frame.current!;
    setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd);
    if (opened.current && box.scrollTop < nearTop) void loadOlder().catch(() => {});
  }
  const writers = [...typing.keys()].filter(id => id !== userId);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={frame}
        onScroll={looked}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever uses the keyboard scrolls it.
        tabIndex={0}
        role="log"
        aria-label={t.title}
        className="min-h-0 flex-1 overflow-y-auto px-3 outline-offset-[-3px] desk:px-6"
      >
        {timeline.whole && (
          <p className="pt-5 text-center text-sm text-soft">{rows.length === 0 ? t.noMessages : t.beginning}</p>
        )}
        {loadingOlder && (
          <div className="pointer-events-none absolute inset-x-0 top-3 z-10 flex justify-center text-fig">
            <Spinner />
          </div>
        )}
        <div className="relative mx-auto max-w-4xl" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(item => {
            const row = rows[item.index]!;
            return (
              <div
                key={item.key}
                data-index={item.index}
                ref={virtual.measureElement}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {row.newDay && <Day at={row.at} />}
                {row.firstNew && <FirstNew />}
                <div
                  className={cx(
                    'rounded-2xl transition-colors duration-500',
                    marked !== null && marked === row.message?.id && 'bg-apricot-tint',
                  )}
                >
                  <MessageRow
                    row={row}
                    channel={channel}
                    conversation={conversation}
                    repliesTo={row.message?.replyTo ? (byId.get(row.message.replyTo) ?? null) : null}
                    act={act}
                  />
                </div>
              </div>
            );
          })}
        </div>
      </div>
      <p role="status" className="mx-auto h-6 w-full max-w-4xl shrink-0 truncate px-5 text-sm text-soft italic">
        {writers.length === 1 && <Writing buildingId={channel.buildingId} userId={writers[0]!} />}
        {writers.length > 1 && t.typingMany}
      </p>
      {!atEnd && (
        <IconButton
          label={t.toNewest}
          onClick={() => virtual.scrollToEnd({ behavior: 'auto' })}
          className="absolute! right-4 bottom-8 border border-line bg-raised shadow-raised"
        >
          <ChevronDown size={22} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

function Writing({ buildingId, userId }: { buildingId: string; userId: string }) {
  const t = useText(chatText);
  const { name } = useSpeaker(buildingId, userId);
  return <>{t.typing(name)}</>;
}

function Day({ at }: { at: string }) {
  const t = useText(chatText);
  const language = useLanguage();
  const daysAgo = Math.round((new Date().setHours(12, 0, 0, 0) - new Date(at).setHours(12, 0, 0, 0)) / 86_400_000);
  return (
    <p className="flex justify-center py-3">
      <span className="rounded-full bg-sunken px-3 py-0.5 text-[0.8125rem] font-semibold text-soft">
        {daysAgo === 0 ? t.today : daysAgo === 1 ? t.yesterday : day(at, language)}
      </span>
    </p>
  );
}

function FirstNew() {
  const t = useText(chatText);
  return (
    <p className="flex items-center gap-3 py-2 text-[0.8125rem] font-bold text-on-apricot">
      <span className="h-px flex-1 bg-apricot" />
      {t.newMessages}
      <span className="h-px flex-1 bg-apricot" />
    </p>
  );
}
