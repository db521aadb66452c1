import { FileText } from 'lucide-react';
import { useRef, useState } from 'react';
import { marketplace } from '#services/marketplace/contract';
import { fileUrl } from '#web/api/client.ts';
import { useAction, useRead } from '#web/api/queries.ts';
import { uploadPhoto } from '#web/api/upload.ts';
import { Button } from '#web/kit/button.tsx';
import { controlClasses } from '#web/kit/form.tsx';
import { day } from '#web/kit/format.ts';
import { Select } from '#web/kit/select.tsx';
import { Card, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { provideText } from '#web/text/provide.ts';
import type { Provider } from './provide.tsx';

const { listDocuments, addDocument, removeDocument, submitProvider, listMyProviders } = marketplace.endpoints;
const kinds = ['identity', 'trade_licence', 'insurance', 'certificate'] as const;

/** The papers of a provider, and handing them in. */
export function Papers({ provider }: { provider: Provider }) {
  const t = useText(provideText);
  const problems = useText(problemText);
  const language = useLanguage();
  const picker = useRef<HTMLInputElement>(null);
  const [kind, setKind] = useState<(typeof kinds)[number]>('identity');
  const [expiresOn, setExpiresOn] = useState('');
  const [busy, setBusy] = useState(false);
  const providerId = provider.id;
  const { data } = useRead(listDocuments, { providerId });
  const add = useAction(addDocument, { refreshes: [listDocuments] });
  const remove = useAction(removeDocument, { refreshes: [listDocuments] });
  const submit = useAction(submitProvider, { refreshes: [listMyProviders], done: () => toast(t.submitted) });
  const tell = (error: unknown): void => toast(sentenceFor(error, problems), 'bad');
  async function upload(file: File | undefined): Promise<void> {
    if (!file) return;
    setBusy(true);
    try {
      const { id } = await uploadPhoto(file);
      await add.mutateAsync({ providerId, kind, fileId: id, expiresOn: expiresOn || null });
    } catch (error) {
      tell(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <Card className="p-4 sm:p-5">
        {!data && <Skeleton className="h-24" />}
        <ul className="divide-y divide-line">
          {data?.items.map(paper => (
            <li key={paper.id} className="flex flex-wrap items-center gap-3 py-2">
              <FileText size={20} aria-hidden className="text-soft" />
              <span className="min-w-0 flex-1">
                {paper.url ? (
                  <a href={fileUrl(paper.url)} target="_blank" rel="noreferrer" className="font-semibold underline">
                    {t.kinds[paper.kind]}
                  </a>
                ) : (
                  <span className="font-semibold">{t.kinds[paper.kind]}</span>
                )}
                {paper.expiresOn && (
                  <span className="block text-sm text-soft">
                    {t.expiresOn} {day(paper.expiresOn, language)}
                  </span>
                )}
              </span>
              <Button
                look="plain"
                size="small"
                onClick={() => remove.mutate({ documentId: paper.id }, { onError: tell })}
              >
                {t.remove}
              </Button>
            </li>
          ))}
        </ul>
      </Card>
      <Card className="flex flex-col gap-3 p-4 sm:p-5">
        <p className="text-soft">{t.paperHint}</p>
        <div className="grid gap-3 sm:grid-cols-2">
          <Select
            label={t.kind}
            value={kind}
            onChoose={value => setKind(value as typeof kind)}
            options={kinds.map(value => ({ value, label: t.kinds[value] }))}
          />
          <label className="block font-semibold">
            <span className="mb-1.5 block text-[0.9375rem]">{t.expiresOn}</span>
            <input
              type="date"
              value={expiresOn}
              onChange={event => setExpiresOn(event.target.value)}
              className={`${controlClasses} h-12 font-normal`}
            />
          </label>
        </div>
        <input
          ref={picker}
          type="file"
          accept="image/*"
          hidden
          onChange={async ({ target }) => {
            await upload(target.files?.[0]);
            target.value = '';
          }}
        />
        <Button look="quiet" busy={busy} className="self-start" onClick={() => picker.current?.click()}>
          {t.addPaper}
        </Button>
      </Card>
      {(provider.state === 'draft' || provider.state === 'rejected') && (
        <Button size="large" busy={submit.isPending} onClick={() => submit.mutate({ providerId }, { onError: tell })}>
          {t.submit}
        </Button>
      )}
    </>
  );
}
