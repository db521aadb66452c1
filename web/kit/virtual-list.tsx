import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { kitText } from '#web/text/kit.ts';
import { useText } from '#web/text/language.ts';
import { Button } from './button.tsx';
import { cx } from './cx.ts';

/** A list of pages, as `useList` gives it. */
interface Pages<T> {
  items: T[] | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

interface VirtualListProps<T> {
  list: Pages<T>;
  /** What an item is high, about, in px; each is measured when it is shown. */
  estimate: number;
  gap?: number;
  className?: string;
  children: (item: T) => ReactNode;
}

/** A list as long as the page: only what is near is there, and what comes next is fetched before one is there. */
export function VirtualList<T extends { id: string }>({
  list,
  estimate,
  gap = 0,
  className,
  children,
}: VirtualListProps<T>) {
  const t = useText(kitText);
  const frame = useRef<HTMLUListElement>(null);
  const items = list.items ?? [];
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => estimate,
    getItemKey: index => items[index]!.id,
    overscan: 4,
    gap,
    scrollMargin: frame.current?.offsetTop ?? 0,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= items.length - 4) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, items.length]);
  return (
    <>
      <ul ref={frame} className={cx('relative', className)} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ key, index, start }) => (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            aria-setsize={hasNextPage ? -1 : items.length}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
          >
            {children(items[index]!)}
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button look="outline" className="mt-4 w-full" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </>
  );
}
