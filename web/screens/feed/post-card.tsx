import { Link } from '@tanstack/react-router';
import { Megaphone, MessageCircle, Vote } from 'lucide-react';
import { memo } from 'react';
import type { OutputOf } from '#kernel/contract';
import { community } from '#services/community/contract';
import { useAction } from '#web/api/queries.ts';
import { Avatar } from '#web/kit/avatar.tsx';
import { Button } from '#web/kit/button.tsx';
import { Badge, Card } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { feedText } from '#web/text/feed.ts';
import { useText } from '#web/text/language.ts';
import { useAuthor } from './author.ts';
import { Photos } from './photos.tsx';
import { Poll } from './poll.tsx';
import { PostReactions } from './reactions.tsx';

export type Post = OutputOf<typeof community.endpoints.getPost>;

/** A post as it stands in the feed, or alone with `whole`. It is drawn again only when it changes, not at each scroll. */
export const PostCard = memo(function PostCard({ post, whole = false }: { post: Post; whole?: boolean }) {
  const t = useText(feedText);
  const author = useAuthor(post, post.buildingId);
  return (
    <Card className="p-4 sm:p-5">
      <article aria-label={post.title ?? author.name}>
        <header className="flex items-center gap-3">
          <Avatar {...author} />
          <div className="min-w-0 flex-1">
            <p className="truncate font-semibold">{author.name}</p>
            <p className="text-sm text-soft">
              <Ago at={post.publishedAt} />
              {post.editedAt && ` · ${t.edited}`}
            </p>
          </div>
          <Kind post={post} />
        </header>
        <div className="mt-3">
          {post.title && <h2 className="mb-1 text-lg">{post.title}</h2>}
          <p className={whole ? 'whitespace-pre-line' : 'line-clamp-6 whitespace-pre-line'}>{post.text}</p>
        </div>
        {post.fileIds.length > 0 && <Photos postId={post.id} count={post.fileIds.length} by={author.name} />}
        {post.poll && <Poll post={post} poll={post.poll} />}
        {post.announcement?.acknowledge && <Acknowledgement post={post} />}
        <footer className="mt-3 -mb-1 -ml-2 flex flex-wrap items-center gap-1">
          <PostReactions post={post} />
          <Button asChild look="plain" size="small">
            <Link to="/posts/$postId" params={{ postId: post.id }} hash="comments">
              <MessageCircle size={18} aria-hidden /> {t.comments(post.comments)}
            </Link>
          </Button>
        </footer>
      </article>
    </Card>
  );
});

function Kind({ post }: { post: Post }) {
  const t = useText(feedText);
  if (post.poll)
    return (
      <Badge>
        <Vote size={14} aria-hidden /> {t.polled}
      </Badge>
    );
  const kind = post.announcement?.class;
  if (!kind) return null;
  const tone = { info: 'info', important: 'warn', emergency: 'bad' } as const;
  return (
    <Badge tone={tone[kind]}>
      <Megaphone size={14} aria-hidden /> {kind === 'info' ? t.announcement : t[kind]}
    </Badge>
  );
}

function Acknowledgement({ post }: { post: Post }) {
  const t = useText(feedText);
  const { acknowledge, listFeed, getPost } = community.endpoints;
  const { mutate, isPending } = useAction(acknowledge, { refreshes: [listFeed, getPost] });
  if (post.announcement?.acknowledgedAt) return <p className="mt-3 font-medium text-good">{t.acknowledged}</p>;
  return (
    <Button look="quiet" className="mt-3" busy={isPending} onClick={() => mutate({ postId: post.id })}>
      {t.acknowledge}
    </Button>
  );
}
