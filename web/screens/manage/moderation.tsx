import { useParams } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { chat } from '#services/chat/contract';
import { community } from '#services/community/contract';
import { useAction, useList } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Choices } from '#web/kit/choices.tsx';
import { More } from '#web/kit/more.tsx';
import { Badge, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { manageText } from '#web/text/manage.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { usePerson } from './people.tsx';

const { listFlagged, decideOnPost, decideOnComment } = community.endpoints;
const { listReports, decideReport } = chat.endpoints;

/** What was reported and waits for a decision. */
export default function Moderation() {
  const t = useText(manageText);
  const { buildingId } = useParams({ strict: false }) as { buildingId?: string };
  const { current } = useBuildings();
  const of = buildingId ?? current?.id;
  const [view, setView] = useState<'posts' | 'messages'>('posts');
  return (
    <Page title={t.moderation} lead={t.moderationLead}>
      <div className="flex flex-col gap-4">
        <Choices
          label={t.moderation}
          shown={false}
          value={view}
          onChoose={setView}
          options={(['posts', 'messages'] as const).map(value => ({ value, label: t[value] }))}
        />
        {!of && <Skeleton className="h-40 rounded-card" />}
        {of && view === 'posts' && <Posts buildingId={of} />}
        {of && view === 'messages' && <Messages buildingId={of} />}
      </div>
    </Page>
  );
}

const Clean = () => {
  const t = useText(manageText);
  return (
    <Card>
      <Empty icon={<ShieldCheck />} title={t.clean}>
        {t.cleanLead}
      </Empty>
    </Card>
  );
};

function useDecided() {
  const t = useText(manageText);
  const problems = useText(problemText);
  return {
    done: () => toast(t.decided),
    failed: { onError: (error: Error) => toast(sentenceFor(error, problems), 'bad') },
  };
}

function Posts({ buildingId }: { buildingId: string }) {
  const t = useText(manageText);
  const list = useList(listFlagged, { buildingId, limit: 20 });
  const { done, failed } = useDecided();
  const post = useAction(decideOnPost, { refreshes: [listFlagged, community.endpoints.listFeed], done });
  const comment = useAction(decideOnComment, { refreshes: [listFlagged, community.endpoints.listComments], done });
  if (!list.items) return <Skeleton className="h-40 rounded-card" />;
  if (list.items.length === 0) return <Clean />;
  return (
    <>
      {list.items.map(each => {
        const reason = each.flags[0]?.reason ?? 'other';
        const decide = (decision: 'hide' | 'keep'): void => {
          const said = { decision, ...(decision === 'hide' && { reason }) };
          if (each.commentId) comment.mutate({ commentId: each.commentId, ...said }, failed);
          else post.mutate({ postId: each.postId, ...said }, failed);
        };
        return (
          <Reported
            key={each.commentId ?? each.postId}
            buildingId={buildingId}
            authorId={each.authorId}
            text={[each.title, each.text].filter(Boolean).join('\n')}
            badges={each.hidden && <Badge tone="warn">{t.hidden}</Badge>}
            said={each.flags.map(flag => [t.reasons[flag.reason], flag.note].filter(Boolean).join(': '))}
          >
            <Button look="danger" busy={post.isPending || comment.isPending} onClick={() => decide('hide')}>
              {t.hide}
            </Button>
            <Button look="outline" onClick={() => decide('keep')}>
              {t.keep}
            </Button>
          </Reported>
        );
      })}
      <More list={list} />
    </>
  );
}

function Messages({ buildingId }: { buildingId: string }) {
  const t = useText(manageText);
  const list = useList(listReports, { buildingId, state: 'open', limit: 20 });
  const { done, failed } = useDecided();
  const decide = useAction(decideReport, { refreshes: [listReports], done });
  if (!list.items) return <Skeleton className="h-40 rounded-card" />;
  if (list.items.length === 0) return <Clean />;
  return (
    <>
      {list.items.map(report => (
        <Reported
          key={report.id}
          buildingId={buildingId}
          authorId={report.authorId}
          text={report.text}
          said={[[t.reasons[report.reason], report.note].filter(Boolean).join(': ')]}
        >
          <Button
            look="danger"
            busy={decide.isPending}
            onClick={() => decide.mutate({ buildingId, reportId: report.id, decision: 'removed' }, failed)}
          >
            {t.remove}
          </Button>
          <Button
            look="outline"
            onClick={() => decide.mutate({ buildingId, reportId: report.id, decision: 'dismissed' }, failed)}
          >
            {t.keep}
          </Button>
        </Reported>
      ))}
      <More list={list} />
    </>
  );
}

interface ReportedProps {
  buildingId: string;
  authorId: string | null;
  text: string;
  badges?: ReactNode;
  said: readonly string[];
  children: ReactNode;
}

function Reported({ buildingId, authorId, text, badges, said, children }: ReportedProps) {
  const { name } = usePerson(buildingId, authorId);
  return (
    <Card className="p-4 sm:p-5">
      <p className="flex items-center justify-between gap-2">
        <span className="font-semibold">{name}</span> {badges}
      </p>
      <blockquote className="mt-2 rounded-2xl bg-sunken px-4 py-3 whitespace-pre-line">{text}</blockquote>
      <ul className="mt-2 text-sm text-soft">
        {said.map((each, index) => (
          <li key={String(index)}>{each}</li>
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap gap-2">{children}</div>
    </Card>
  );
}
