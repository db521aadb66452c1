import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { community } from '#services/community/contract';
import { useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { blank, Page, Skeleton } from '#web/kit/surface.tsx';
import { feedText } from '#web/text/feed.ts';
import { useText } from '#web/text/language.ts';
import { Comments } from './comments.tsx';
import { PostCard } from './post-card.tsx';

const route = getRouteApi('/inside/posts/$postId');

export default function PostScreen() {
  const t = useText(feedText);
  const { postId } = route.useParams();
  const { data: post, error } = useRead(community.endpoints.getPost, { postId });
  if (error) throw error;
  return (
    <Page
      title={post?.title ?? (post ? t.postTitle : blank)}
      actions={
        <Button asChild look="plain" size="small">
          <Link to="/feed">
            <ArrowLeft size={18} aria-hidden /> {t.back}
          </Link>
        </Button>
      }
    >
      <div className="flex flex-col gap-5">
        {post ? <PostCard post={post} whole /> : <Skeleton className="h-56 rounded-card" />}
        <Comments postId={postId} buildingId={post?.buildingId} />
      </div>
    </Page>
  );
}
