import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { gateway } from '#services/gateway/contract';
import { useList } from '#web/api/queries.ts';
import { Choices } from '#web/kit/choices.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { moment } from '#web/kit/format.ts';
import { More } from '#web/kit/more.tsx';
import { Badge, Card, Skeleton, type Tone } from '#web/kit/surface.tsx';
import { adminText } from '#web/text/admin.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { milliseconds } from './summary.ts';

const { listApiLogs } = gateway.endpoints;
type Entry = OutputOf<typeof listApiLogs>['items'][number];

const statuses = ['all', '2xx', '3xx', '4xx', '5xx'] as const;

/** Requests one by one, the newest first. */
export function RequestLog({ from, service }: { from: string; service: string }) {
  const t = useText(adminText);
  const [status, setStatus] = useState<(typeof statuses)[number]>('all');
  const list = useList(listApiLogs, {
    from,
    limit: 50,
    ...(service && { service }),
    ...(status !== 'all' && { status }),
  });
  return (
    <section>
      <h2 className="mb-3 text-xl">{t.log}</h2>
      <div className="mb-4">
        <Choices
          label={t.answers}
          shown={false}
          value={status}
          onChoose={setStatus}
          options={statuses.map(value => ({ value, label: t.statuses[value] }))}
        />
      </div>
      {list.error && !list.items && <Failed error={list.error} retry={list.refetch} />}
      {!list.error && !list.items && <Skeleton className="h-96 rounded-card" />}
      {list.items && (
        <Card>
          {list.items.length === 0 && <p className="p-4 text-soft">{t.noTraffic}</p>}
          <ul className="divide-y divide-line">
            {list.items.map(entry => (
              <LogRow key={entry.id} entry={entry} />
            ))}
          </ul>
        </Card>
      )}
      <div className="mt-4">
        <More list={list} />
      </div>
    </section>
  );
}

const toneOf = (status: number): Tone => (status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good');

function LogRow({ entry }: { entry: Entry }) {
  const t = useText(adminText);
  const language = useLanguage();
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-3 text-[0.9375rem]">
      <Badge tone={toneOf(entry.status)}>{entry.status}</Badge>
      <span className="min-w-0 flex-1 basis-64 break-all">
        <span className="font-semibold">{entry.method}</span> {entry.path}
      </span>
      <span className="text-soft tabular-nums">{milliseconds(entry.latencyMs, language)}</span>
      <span className="text-soft">
        <time dateTime={entry.createdAt}>{moment(entry.createdAt, language)}</time>
      </span>
      <span className="w-full text-sm break-all text-soft">
        {entry.service} · {entry.ipAddress ?? t.unknown} · {entry.userId ?? t.anonymous} · {t.request} {entry.requestId}
      </span>
    </li>
  );
}
