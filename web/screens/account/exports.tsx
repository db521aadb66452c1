import { ChevronDown, CircleAlert, CircleCheck, Clock, Download } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { profile } from '#services/profile/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { ProofDeclined, useProof } from '#web/app/proof.tsx';
import { Button } from '#web/kit/button.tsx';
import { download } from '#web/kit/download.ts';
import { Failed } from '#web/kit/failed.tsx';
import { day, moment } from '#web/kit/format.ts';
import { Badge, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { dataText } from '#web/text/data.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { Setting } from './setting.tsx';

const { requestExport, listExports, downloadExport } = profile.endpoints;
type Export = OutputOf<typeof listExports>['items'][number];
type Proven = ReturnType<typeof useProof>['proven'];

const lookEveryMs = 3_000;

/** Everything that is kept about me, to take away. */
export function Exports() {
  const t = useText(dataText);
  const problems = useText(problemText);
  const { proven, dialog } = useProof();
  const request = useAction(requestExport, { refreshes: [listExports] });
  const [waits, setWaits] = useState(false);
  const { data, error, refetch } = useRead(listExports, { limit: 5 }, waits ? { everyMs: lookEveryMs } : {});
  const collecting = data?.items.some(({ state }) => state === 'collecting') ?? false;
  if (collecting !== waits) setWaits(collecting);
  const ask = (): void =>
    void proven(() => request.mutateAsync({})).catch(failure => {
      if (!(failure instanceof ProofDeclined)) toast(sentenceFor(failure, problems), 'bad');
    });
  return (
    <Setting
      title={t.export}
      lead={t.exportLead}
      action={
        <Button look="outline" busy={request.isPending} disabled={!data || collecting} onClick={ask}>
          {t.collect}
        </Button>
      }
    >
      {error && !data && <Failed error={error} retry={refetch} />}
      {!data && !error && <Skeleton className="h-16" />}
      {data && data.items.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {data.items.map(each => (
            <ExportRow key={each.id} request={each} proven={proven} />
          ))}
        </ul>
      )}
      {dialog}
    </Setting>
  );
}

function ExportRow({ request, proven }: { request: Export; proven: Proven }) {
  const t = useText(dataText);
  const problems = useText(problemText);
  const language = useLanguage();
  const [opened, setOpened] = useState(false);
  const [busy, setBusy] = useState(false);
  const answered = request.parts.filter(({ state }) => state === 'answered').length;
  const ready = request.state === 'ready';
  const save = async (): Promise<void> => {
    setBusy(true);
    await proven(() =>
      download(downloadExport, { exportId: request.id }, `agora-data-${request.requestedAt.slice(0, 10)}.json`),
    )
      .catch(error => !(error instanceof ProofDeclined) && toast(sentenceFor(error, problems), 'bad'))
      .finally(() => setBusy(false));
  };
  return (
    <li className="py-4 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div>
          <p className="flex flex-wrap items-center gap-2 font-semibold">
            {moment(request.requestedAt, language)}
            <Badge tone={!ready ? 'info' : request.complete ? 'good' : 'warn'}>
              {!ready ? t.collecting : request.complete ? t.complete : t.incomplete}
            </Badge>
          </p>
          <p className="text-sm text-soft">
            {ready ? t.answered(answered, request.parts.length) : t.collectingLead(day(request.deadlineAt, language))}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button look="plain" size="small" aria-expanded={opened} onClick={() => setOpened(!opened)}>
            {t.report} <ChevronDown size={16} aria-hidden className={opened ? 'rotate-180' : ''} />
          </Button>
          {ready && (
            <Button
              look="quiet"
              size="small"
              busy={busy}
              icon={<Download size={16} aria-hidden />}
              onClick={() => void save()}
            >
              {t.download}
            </Button>
          )}
        </div>
      </div>
      {!ready && (
        <progress
          aria-label={t.answered(answered, request.parts.length)}
          value={answered}
          max={request.parts.length}
          className="mt-3 h-2 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-fig [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-fig"
        />
      )}
      {opened && <Report parts={request.parts} />}
    </li>
  );
}

const icons = {
  answered: <CircleCheck size={16} className="text-good" aria-hidden />,
  waiting: <Clock size={16} className="text-soft" aria-hidden />,
  unanswered: <CircleAlert size={16} className="text-bad" aria-hidden />,
};

/** Which part of Agora has answered, and with how much. */
function Report({ parts }: { parts: Export['parts'] }) {
  const t = useText(dataText);
  const names = t.services as Record<string, string>;
  return (
    <ul className="mt-4 grid gap-x-6 gap-y-2 sm:grid-cols-2">
      {parts.map(({ service, state, counts }) => (
        <li key={service} className="flex items-center gap-2 text-[0.9375rem]">
          {icons[state]}
          <span className="flex-1">{names[service] ?? service}</span>
          <span className="text-sm text-soft">
            {state === 'answered'
              ? t.entries(Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0))
              : t.states[state]}
          </span>
        </li>
      ))}
    </ul>
  );
}
