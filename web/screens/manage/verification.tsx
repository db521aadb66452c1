import { useNavigate, useParams } from '@tanstack/react-router';
import { FileQuestion } from 'lucide-react';
import { useState } from 'react';
import { building } from '#services/building/contract';
import { fileUrl } from '#web/api/client.ts';
import { useAction, useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextArea, useForm } from '#web/kit/form.tsx';
import { moment } from '#web/kit/format.ts';
import { Badge, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { manageText } from '#web/text/manage.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { usePerson } from './people.tsx';

const { getVerification, approveVerification, rejectVerification, listVerifications, listPeople } = building.endpoints;
const refreshes = [getVerification, listVerifications, listPeople] as const;

/** One request to belong to a home, with its documents, and the decision on it. */
export default function VerificationPage() {
  const t = useText(manageText);
  const problems = useText(problemText);
  const language = useLanguage();
  const navigate = useNavigate();
  const [rejecting, setRejecting] = useState(false);
  const { buildingId, requestId } = useParams({ strict: false }) as { buildingId: string; requestId: string };
  const { data: request, error } = useRead(getVerification, { requestId });
  const person = usePerson(buildingId, request?.userId ?? null);
  const done = (text: string): void => {
    toast(text);
    void navigate({ to: '/manage/people' });
  };
  const approve = useAction(approveVerification, { refreshes, done: () => done(t.approved) });
  const { mutateAsync } = useAction(rejectVerification, { refreshes, done: () => done(t.rejected) });
  const form = useForm({
    schema: rejectVerification.input.pick({ reason: true }),
    initial: { reason: '' },
    submit: ({ reason }) => mutateAsync({ requestId, reason }),
  });
  if (error) return <Empty icon={<FileQuestion />} title={sentenceFor(error, problems)} />;
  return (
    <Page title={t.request} lead={request ? `${person.name} · ${t.relation[request.relation]}` : ' '}>
      {!request ? (
        <Skeleton className="h-72 rounded-card" />
      ) : (
        <Card className="p-4 sm:p-5">
          <Badge tone={request.state === 'pending' ? 'new' : 'plain'}>{t.states[request.state]}</Badge>
          <p className="mt-3">
            {t.documentKinds[request.documentKind]}
            {request.documentNumber && ` ${request.documentNumber}`} ·{' '}
            <span className="text-soft">{moment(request.createdAt, language)}</span>
          </p>
          {request.note && <p className="mt-2 whitespace-pre-line">{request.note}</p>}
          {request.reason && <p className="mt-2 text-soft">{request.reason}</p>}
          <ul className="mt-3 flex flex-wrap gap-2" aria-label={t.documents}>
            {request.files.map(file => (
              <li key={file.fileId}>
                <a href={fileUrl(file.url)} target="_blank" rel="noreferrer">
                  <img
                    src={fileUrl(file.thumbnailUrl ?? file.url)}
                    alt={t.documentKinds[request.documentKind]}
                    className="size-40 rounded-control object-cover"
                  />
                </a>
              </li>
            ))}
          </ul>
          {request.state === 'pending' && (
            <div className="mt-5 flex flex-wrap gap-2">
              <Button
                busy={approve.isPending}
                onClick={() =>
                  approve.mutate({ requestId }, { onError: failure => toast(sentenceFor(failure, problems), 'bad') })
                }
              >
                {t.approve}
              </Button>
              <Button look="outline" onClick={() => setRejecting(true)}>
                {t.reject}
              </Button>
            </div>
          )}
        </Card>
      )}
      <Dialog open={rejecting} onOpenChange={setRejecting} title={t.reject}>
        <Form form={form} submit={t.reject}>
          <TextArea form={form} name="reason" label={t.reason} maxLength={500} />
        </Form>
      </Dialog>
    </Page>
  );
}
