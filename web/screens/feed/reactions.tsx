import { SmilePlus } from 'lucide-react';
import type { InputOf } from '#kernel/contract';
import { community } from '#services/community/contract';
import { editItems, keyOf, queries, useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Menu, MenuItem } from '#web/kit/menu.tsx';
import { feedText } from '#web/text/feed.ts';
import { useText } from '#web/text/language.ts';
import type { Post } from './post-card.tsx';
import { type Reaction, reacted } from './reacted.ts';

const { setPostReaction, removePostReaction, listFeed, getPost } = community.endpoints;

export const pictures: Record<Reaction, string> = {
  like: '👍',
  love: '❤️',
  laugh: '😄',
  thanks: '🙏',
  surprised: '😮',
  sad: '😢',
};

/** Shows the reaction at once, wherever the post is in memory; gives what takes it back. */
function show(postId: string, reaction: Reaction | null): () => void {
  const change = (post: Post): Post => (post.id === postId ? { ...post, ...reacted(post, reaction) } : post);
  const undoFeed = editItems(listFeed, change);
  const key = keyOf(getPost, { postId });
  const before = queries.getQueryData<Post>(key);
  if (before) queries.setQueryData(key, change(before));
  return () => {
    undoFeed();
    queries.setQueryData(key, before);
  };
}

export function PostReactions({ post }: { post: Post }) {
  const t = useText(feedText);
  const set = useAction(setPostReaction, {
    optimistic: ({ postId, reaction }: InputOf<typeof setPostReaction>) => show(postId, reaction),
  });
  const remove = useAction(removePostReaction, { optimistic: ({ postId }) => show(postId, null) });
  const react = (reaction: Reaction) =>
    post.myReaction === reaction ? remove.mutate({ postId: post.id }) : set.mutate({ postId: post.id, reaction });
  const given = (Object.keys(pictures) as Reaction[]).filter(name => (post.reactions[name] ?? 0) > 0);
  return (
    <>
      {given.map(name => (
        <button
          key={name}
          type="button"
          aria-pressed={post.myReaction === name}
          aria-label={`${t.reactions[name]}: ${post.reactions[name]}`}
          onClick={() => react(name)}
          className="inline-flex h-9 items-center gap-1.5 rounded-full bg-sunken px-3 text-sm font-semibold tabular-nums aria-pressed:bg-fig-tint aria-pressed:text-fig"
        >
          <span aria-hidden>{pictures[name]}</span>
          {post.reactions[name]}
        </button>
      ))}
      <Menu
        side="top"
        trigger={
          <Button look="plain" size="small" icon={<SmilePlus size={18} aria-hidden />}>
            <span className="max-sm:sr-only">{t.react}</span>
          </Button>
        }
      >
        {(Object.keys(pictures) as Reaction[]).map(name => (
          <MenuItem key={name} icon={<span aria-hidden>{pictures[name]}</span>} onSelect={() => react(name)}>
            {t.reactions[name]}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
