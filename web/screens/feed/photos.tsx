import { community } from '#services/community/contract';
import { fileUrl } from '#web/api/client.ts';
import { useRead } from '#web/api/queries.ts';
import { cx } from '#web/kit/cx.ts';
import { Skeleton } from '#web/kit/surface.tsx';
import { feedText } from '#web/text/feed.ts';
import { useText } from '#web/text/language.ts';

/** The photos of a post; their place is kept while their links are asked for. */
export function Photos({ postId, count, by }: { postId: string; count: number; by: string }) {
  const t = useText(feedText);
  const { data } = useRead(community.endpoints.listPostFiles, { postId });
  const files = data?.items.filter(file => file.commentId === null && file.url !== null);
  const box = cx('mt-3 grid gap-2', count > 1 && 'grid-cols-2');
  const each = cx('w-full rounded-control object-cover', count > 1 ? 'aspect-square' : 'aspect-[16/10]');
  return (
    <div className={box}>
      {!files && Array.from({ length: count }, (_, index) => <Skeleton key={String(index)} className={each} />)}
      {files?.map(file => (
        <a key={file.fileId} href={fileUrl(file.url!)} target="_blank" rel="noreferrer">
          <img
            src={fileUrl(count > 1 && file.thumbnailUrl ? file.thumbnailUrl : file.url!)}
            alt={t.photoOf(by)}
            loading="lazy"
            className={each}
          />
        </a>
      ))}
    </div>
  );
}
