import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { community } from '#services/community/contract';
import { useAction, useList } from '#web/api/queries.ts';
import { Avatar } from '#web/kit/avatar.tsx';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Form, TextArea, useForm } from '#web/kit/form.tsx';
import { Card, Skeleton } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { feedText } from '#web/text/feed.ts';
import { kitText } from '#web/text/kit.ts';
import { useText } from '#web/text/language.ts';
import { useAuthor } from './author.ts';

const { addComment, listComments, getPost, listFeed } = community.endpoints;
type Comment = OutputOf<typeof addComment>;

/** What was said on a post, and what I have to say. */
export function Comments({ postId, buildingId }: { postId: string; buildingId: string | undefined }) {
  const t = useText(feedText);
  const more = useText(kitText);
  const list = useList(listComments, { postId, limit: 50 });
  return (
    <Card className="p-4 sm:p-5" id="comments">
      <h2 className="mb-4 text-lg">{t.commentsTitle}</h2>
      {list.error && !list.items && <Failed error={list.error} retry={list.refetch} />}
      {!list.items && !list.error && <Skeleton className="h-16" />}
      {list.items?.length === 0 && <p className="mb-4 text-soft">{t.noComments}</p>}
      <ul className="mb-5 flex flex-col gap-4">
        {list.items?.map(comment => (
          <CommentItem key={comment.id} comment={comment} buildingId={buildingId} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          look="outline"
          className="mb-5"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {more.more}
        </Button>
      )}
      <CommentForm postId={postId} />
    </Card>
  );
}

const indents = ['', 'ml-8', 'ml-12', 'ml-14'];

function CommentItem({ comment, buildingId }: { comment: Comment; buildingId: string | undefined }) {
  const t = useText(feedText);
  const author = useAuthor(comment, buildingId);
  const [answering, setAnswering] = useState(false);
  return (
    <li className={indents[Math.min(comment.depth, indents.length - 1)]}>
      <div className="flex items-start gap-3">
        <Avatar {...author} size="small" />
        <div className="min-w-0 flex-1">
          <div className="rounded-2xl bg-sunken px-4 py-2.5">
            <p className="text-sm font-semibold">
              {author.name}{' '}
              <span className="font-normal text-soft">
                · <Ago at={comment.createdAt} />
              </span>
            </p>
            <p className={comment.text === null ? 'text-soft italic' : 'whitespace-pre-line'}>
              {comment.text ?? t.gone}
            </p>
          </div>
          {comment.text !== null && !answering && (
            <Button look="plain" size="small" className="-mb-2 text-soft" onClick={() => setAnswering(true)}>
              {t.reply}
            </Button>
          )}
          {answering && (
            <div className="mt-3">
              <CommentForm
                postId={comment.postId}
                parent={comment}
                name={author.name}
                done={() => setAnswering(false)}
              />
            </div>
          )}
        </div>
      </div>
    </li>
  );
}

interface CommentFormProps {
  postId: string;
  parent?: Comment;
  name?: string;
  done?: () => void;
}

function CommentForm({ postId, parent, name, done }: CommentFormProps) {
  const t = useText(feedText);
  const { mutateAsync } = useAction(addComment, { refreshes: [listComments, getPost, listFeed] });
  const form = useForm({
    schema: addComment.input.pick({ text: true }),
    initial: { text: '' },
    submit: async ({ text }) => {
      await mutateAsync({ postId, text, ...(parent && { parentId: parent.id }) });
      form.reset();
      done?.();
    },
  });
  return (
    <Form form={form} submit={t.send}>
      <TextArea form={form} name="text" label={name ? t.replyTo(name) : t.comment} rows={2} />
    </Form>
  );
}
