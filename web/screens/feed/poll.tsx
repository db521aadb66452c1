import { useState } from 'react';
import { community } from '#services/community/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { toast } from '#web/kit/toast.tsx';
import { feedText } from '#web/text/feed.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import type { Post } from './post-card.tsx';

const { vote, listFeed, getPost } = community.endpoints;

/** A poll: choose and vote, or see how it stands. */
export function Poll({ post, poll }: { post: Post; poll: NonNullable<Post['poll']> }) {
  const t = useText(feedText);
  const problems = useText(problemText);
  const [chosen, setChosen] = useState<readonly string[]>(poll.myOptionIds);
  const { mutate, isPending } = useAction(vote, { refreshes: [listFeed, getPost] });
  const decided = poll.closed || (poll.voted && poll.anonymous);
  const choose = (id: string) =>
    setChosen(poll.multiple ? (chosen.includes(id) ? chosen.filter(each => each !== id) : [...chosen, id]) : [id]);
  const changed = chosen.length > 0 && [...chosen].sort().join() !== [...poll.myOptionIds].sort().join();
  return (
    <fieldset className="mt-4" disabled={decided}>
      <legend className="sr-only">{post.title ?? t.polled}</legend>
      <ul className="flex flex-col gap-2">
        {poll.options.map(option => {
          const share = option.votes !== null && poll.voters > 0 ? option.votes / poll.voters : 0;
          return (
            <li key={option.id}>
              <label className="relative flex min-h-12 items-center gap-3 overflow-hidden rounded-control border border-line px-4 py-2.5 has-checked:border-fig">
                <span
                  aria-hidden
                  className="absolute inset-y-0 left-0 bg-fig-tint"
                  style={{ width: `${share * 100}%` }}
                />
                <input
                  type={poll.multiple ? 'checkbox' : 'radio'}
                  name={`poll-${post.id}`}
                  checked={chosen.includes(option.id)}
                  onChange={() => choose(option.id)}
                  className="relative size-4.5"
                />
                <span className="relative flex-1">{option.text}</span>
                {option.votes !== null && (
                  <span className="relative text-sm font-semibold tabular-nums">{option.votes}</span>
                )}
              </label>
            </li>
          );
        })}
      </ul>
      <div className="mt-3 flex items-center justify-between gap-4">
        <p className="text-sm text-soft">
          {t.votes(poll.voters)}
          {poll.closed ? ` · ${t.closed}` : poll.anonymous && ` · ${t.anonymous}`}
        </p>
        {!decided && changed && (
          <Button
            size="small"
            busy={isPending}
            onClick={() =>
              mutate(
                { postId: post.id, optionIds: [...chosen] },
                { onError: error => toast(sentenceFor(error, problems), 'bad') },
              )
            }
          >
            {t.vote}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
