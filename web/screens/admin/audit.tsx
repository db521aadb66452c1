import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { iam } from '#services/iam/contract';
import { useAction, useList } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { moment } from '#web/kit/format.ts';
import { More } from '#web/kit/more.tsx';
import { Select } from '#web/kit/select.tsx';
import { Card, Empty, Skeleton } from '#web/kit/surface.tsx';
import { adminText } from '#web/text/admin.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { useAccountName } from './accounts.ts';
import { AdminPage } from './frame.tsx';
import { Verification } from './verification.tsx';

const { listAuditLog, verifyAuditLog } = iam.endpoints;
type Entry = OutputOf<typeof listAuditLog>['items'][number];

/** The security log. */
export default function Audit() {
  const t = useText(adminText);
  return (
    <AdminPage title={t.places.audit} lead={t.auditLead}>
      <Chain />
      <Log />
    </AdminPage>
  );
}

function Chain() {
  const t = useText(adminText);
  const { mutate, data, error, isPending } = useAction(verifyAuditLog);
  const bad = data?.firstBad;
  const found = data && {
    intact: data.intact,
    sentence: bad ? t.broken(bad.sequence, bad.reason) : t.intact(data.rows),
  };
  return (
    <div className="mb-5">
      <Verification
        label={t.verify}
        icon={<ShieldCheck size={18} aria-hidden />}
        busy={isPending}
        verify={() => mutate({})}
        error={error}
        found={found}
      />
    </div>
  );
}

function Log() {
  const t = useText(adminText);
  const [action, setAction] = useState('');
  const [userId, setUserId] = useState<string | null>(null);
  const name = useAccountName(userId);
  const list = useList(listAuditLog, { limit: 30, ...(action && { action }), ...(userId && { userId }) });
  const actions = Object.entries(t.actions).map(([value, label]) => ({ value, label }));
  return (
    <>
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <div className="w-full max-w-80">
          <Select
            label={t.action}
            value={action}
            onChoose={setAction}
            options={[{ value: '', label: t.anyAction }, ...actions.sort((a, b) => a.label.localeCompare(b.label))]}
          />
        </div>
        {userId && (
          <Button look="outline" className="h-12 max-w-full" onClick={() => setUserId(null)}>
            <span className="truncate">{t.onlyOf(name)}</span> ✕<span className="sr-only">{t.everybody}</span>
          </Button>
        )}
      </div>
      {list.error && !list.items && <Failed error={list.error} retry={list.refetch} />}
      {!list.error && !list.items && <Skeleton className="h-96 rounded-card" />}
      {list.items?.length === 0 && (
        <Empty icon={<ShieldCheck />} title={t.noEntries}>
          {t.noEntriesLead}
        </Empty>
      )}
      {list.items && list.items.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {list.items.map(entry => (
              <EntryRow key={entry.id} entry={entry} onPerson={setUserId} />
            ))}
          </ul>
        </Card>
      )}
      <div className="mt-4">
        <More list={list} />
      </div>
    </>
  );
}

function EntryRow({ entry, onPerson }: { entry: Entry; onPerson: (userId: string) => void }) {
  const t = useText(adminText);
  const language = useLanguage();
  const about = useAccountName(entry.userId);
  const actor = useAccountName(entry.actorId);
  const { userId, actorId } = entry;
  const label = (t.actions as Record<string, string>)[entry.action] ?? entry.action;
  const details = Object.entries(entry.details).map(([key, value]) => `${key}: ${value}`);
  return (
    <li className="flex flex-wrap items-baseline gap-x-6 gap-y-1 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p>
          <span className="font-semibold">{label}</span>
          {userId && (
            <>
              {' · '}
              <button
                type="button"
                className="min-h-6 text-fig underline underline-offset-2"
                aria-label={t.onlyOf(about)}
                onClick={() => onPerson(userId)}
              >
                {about}
              </button>
            </>
          )}
          {actorId && actorId !== userId && <span className="text-soft"> {t.by(actor)}</span>}
        </p>
        <p className="text-sm break-words text-soft">{[entry.ip, ...details].filter(Boolean).join(' · ')}</p>
      </div>
      <p className="text-sm text-soft">
        <time dateTime={entry.occurredAt}>{moment(entry.occurredAt, language)}</time> · {t.entry(entry.sequence)}
      </p>
    </li>
  );
}
