import { Newspaper } from 'lucide-react';
import { useState } from 'react';
import { community } from '#services/community/contract';
import { useList } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { cx } from '#web/kit/cx.ts';
import { Failed } from '#web/kit/failed.tsx';
import { blank, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { VirtualList } from '#web/kit/virtual-list.tsx';
import { feedText } from '#web/text/feed.ts';
import { useText } from '#web/text/language.ts';
import { Composer } from './composer.tsx';
import { PostCard } from './post-card.tsx';

const kinds = [
  [undefined, 'all'],
  ['post', 'posts'],
  ['poll', 'polls'],
  ['announcement', 'announcements'],
] as const;

export default function Feed() {
  const t = useText(feedText);
  const { current } = useBuildings();
  const [kind, setKind] = useState<'post' | 'poll' | 'announcement'>();
  return (
    <Page title={t.title} lead={current ? t.lead(current.name) : blank}>
      {current === null && <Empty icon={<Newspaper />} title={t.noBuilding} />}
      {current !== null && (
        <div className="flex flex-col gap-4">
          <Composer buildingId={current?.id} />
          <fieldset className="no-scrollbar -mx-4 flex min-w-0 gap-2 overflow-x-auto px-4 py-1" aria-label={t.title}>
            {kinds.map(([value, label]) => (
              <button
                key={label}
                type="button"
                aria-pressed={kind === value}
                onClick={() => setKind(value)}
                className={cx(
                  'h-10 shrink-0 rounded-full px-4 text-[0.9375rem] font-semibold transition-colors',
                  kind === value ? 'bg-fig text-on-fig' : 'bg-sunken text-soft hover:text-ink',
                )}
              >
                {t[label]}
              </button>
            ))}
          </fieldset>
          {current ? <Posts buildingId={current.id} kind={kind} /> : <Waiting />}
        </div>
      )}
    </Page>
  );
}

const Waiting = () => (
  <>
    {[0, 1, 2].map(each => (
      <Skeleton key={each} className="h-44 rounded-card" />
    ))}
  </>
);

function Posts({ buildingId, kind }: { buildingId: string; kind: 'post' | 'poll' | 'announcement' | undefined }) {
  const t = useText(feedText);
  const list = useList(community.endpoints.listFeed, { buildingId, ...(kind && { kind }) });
  if (list.error && !list.items)
    return (
      <Card>
        <Failed error={list.error} retry={list.refetch} />
      </Card>
    );
  if (!list.items) return <Waiting />;
  if (list.items.length === 0)
    return (
      <Card>
        <Empty icon={<Newspaper />} title={t.empty}>
          {t.emptyLead}
        </Empty>
      </Card>
    );
  return (
    <VirtualList list={list} estimate={240} gap={16}>
      {post => <PostCard post={post} />}
    </VirtualList>
  );
}
