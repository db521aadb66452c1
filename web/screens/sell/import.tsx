import { Upload } from 'lucide-react';
import { type ChangeEvent, useRef, useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { catalog } from '#services/catalog/contract';
import { useAction, useList, useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { moment } from '#web/kit/format.ts';
import { Badge, Card, Note, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { VirtualList } from '#web/kit/virtual-list.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { sellText } from '#web/text/sell.ts';
import { SellPage } from './frame.tsx';

const { getImport, listImportNotes, listImports, uploadProducts } = catalog.endpoints;
type Import = OutputOf<typeof getImport>;
const lookEveryMs = 1_000;

export default function SellImport() {
  const t = useText(sellText);
  return <SellPage title={t.import}>{vendorId => <Imports vendorId={vendorId} />}</SellPage>;
}

function Imports({ vendorId }: { vendorId: string }) {
  const t = useText(sellText);
  const problems = useText(problemText);
  const picker = useRef<HTMLInputElement>(null);
  const list = useList(listImports, { vendorId });
  const upload = useAction(uploadProducts, { refreshes: [listImports] });
  const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    if (!file) return;
    const content = new Uint8Array(await file.arrayBuffer());
    target.value = '';
    upload.mutate(
      { vendorId, currency: 'EUR', fileName: file.name.slice(0, 200), content, contentType: 'text/csv' },
      { onError: error => toast(sentenceFor(error, problems), 'bad') },
    );
  };
  return (
    <div className="flex flex-col gap-4">
      <Card className="flex flex-wrap items-center justify-between gap-4 p-5">
        <p className="max-w-xl text-soft">{t.importLead}</p>
        <input ref={picker} type="file" accept=".csv,text/csv" hidden onChange={event => void take(event)} />
        <Button icon={<Upload size={18} aria-hidden />} busy={upload.isPending} onClick={() => picker.current?.click()}>
          {t.chooseFile}
        </Button>
      </Card>
      {list.error && !list.items && <Failed error={list.error} retry={list.refetch} />}
      {!list.error && !list.items && <Skeleton className="h-32 rounded-card" />}
      {list.items?.length === 0 && <p className="text-soft">{t.noImports}</p>}
      {list.items?.map(each => (
        <ImportCard key={each.id} known={each} />
      ))}
      {list.hasNextPage && (
        <Button look="outline" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </div>
  );
}

/** How far an import is, and what of its rows did not go in as it stood. */
function ImportCard({ known }: { known: Import }) {
  const t = useText(sellText);
  const language = useLanguage();
  const [report, setReport] = useState(false);
  // One that is running is looked at until it is not.
  const [ended, setEnded] = useState(known.state !== 'running');
  const { data } = useRead(getImport, { importId: known.id }, { enabled: !ended, everyMs: lookEveryMs });
  const now = data ?? known;
  if (!ended && now.state !== 'running') setEnded(true);
  const share = now.byteCount === 0 ? 0 : now.bytesRead / now.byteCount;
  return (
    <Card className="p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <p className="font-semibold">{now.fileName}</p>
          <p className="text-sm text-soft">{moment(now.startedAt, language)}</p>
        </div>
        <Badge tone={{ running: 'warn', done: 'good', failed: 'bad' }[now.state] as 'good'}>
          {t.imports[now.state]}
        </Badge>
      </div>
      {now.state === 'running' && (
        <progress aria-label={t.progress} value={share} max={1} className="mt-4 h-2 w-full accent-fig" />
      )}
      {now.message && <Note tone="bad">{now.message}</Note>}
      <p className="mt-3" role="status">
        {t.counts(now.rows, now.created, now.updated, now.unchanged)}
      </p>
      {now.reported > 0 && (
        <Button look="quiet" size="small" className="mt-3" aria-expanded={report} onClick={() => setReport(!report)}>
          {t.report(now.reported)}
        </Button>
      )}
      {report && <Report importId={now.id} />}
    </Card>
  );
}

function Report({ importId }: { importId: string }) {
  const t = useText(sellText);
  const list = useList(listImportNotes, { importId });
  if (list.error && !list.items) return <Failed error={list.error} retry={list.refetch} />;
  if (!list.items) return <Skeleton className="mt-3 h-24" />;
  const numbered = list.items.map((note, index) => ({ ...note, id: String(index) }));
  return (
    <VirtualList list={{ ...list, items: numbered }} estimate={56} className="mt-4">
      {note => (
        <p className="border-t border-line py-2">
          <span className="font-semibold">{t.line(note.line)}</span>{' '}
          <Badge tone={note.leftOut ? 'bad' : 'warn'}>{note.leftOut ? t.leftOut : t.putRight}</Badge>
          <span className="block text-sm text-soft">{note.message}</span>
        </p>
      )}
    </VirtualList>
  );
}
