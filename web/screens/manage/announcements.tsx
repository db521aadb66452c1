import { Megaphone } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { building } from '#services/building/contract';
import { community } from '#services/community/contract';
import { ask } from '#web/api/client.ts';
import { useAction, useList, useRead } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Choices } from '#web/kit/choices.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { moment } from '#web/kit/format.ts';
import { More } from '#web/kit/more.tsx';
import { Badge, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { manageText } from '#web/text/manage.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';

const { listFeed, createAnnouncement, listReceipts, exportReceipts } = community.endpoints;
const tones = { info: 'info', important: 'warn', emergency: 'bad' } as const;

/** What the management has told, and who has read it. */
export default function Announcements() {
  const t = useText(manageText);
  const { current } = useBuildings();
  const [writing, setWriting] = useState(false);
  return (
    <Page
      title={t.announcements}
      lead={t.announcementsLead}
      actions={
        <Button disabled={!current} onClick={() => setWriting(true)}>
          {t.newAnnouncement}
        </Button>
      }
    >
      {current ? <Told buildingId={current.id} /> : <Skeleton className="h-60 rounded-card" />}
      {current && (
        <Dialog open={writing} onOpenChange={setWriting} title={t.newAnnouncement}>
          <Write buildingId={current.id} close={() => setWriting(false)} />
        </Dialog>
      )}
    </Page>
  );
}

function Told({ buildingId }: { buildingId: string }) {
  const t = useText(manageText);
  const [receiptsOf, setReceiptsOf] = useState<string | null>(null);
  const list = useList(listFeed, { buildingId, kind: 'announcement', limit: 20 });
  if (!list.items) return <Skeleton className="h-60 rounded-card" />;
  if (list.items.length === 0)
    return (
      <Card>
        <Empty icon={<Megaphone />} title={t.noAnnouncements} />
      </Card>
    );
  return (
    <div className="flex flex-col gap-4">
      {list.items.map(post => (
        <Card key={post.id} className="p-4 sm:p-5">
          <div className="flex flex-wrap items-start justify-between gap-2">
            <h2 className="text-lg">{post.title}</h2>
            {post.announcement && (
              <Badge tone={tones[post.announcement.class]}>{t.classes[post.announcement.class]}</Badge>
            )}
          </div>
          <p className="text-sm text-soft">
            <Ago at={post.publishedAt} />
          </p>
          <p className="mt-2 line-clamp-3 whitespace-pre-line">{post.text}</p>
          {post.announcement?.acknowledge && (
            <Button look="quiet" size="small" className="mt-3" onClick={() => setReceiptsOf(post.id)}>
              {t.receipts}
            </Button>
          )}
        </Card>
      ))}
      <More list={list} />
      <Dialog open={receiptsOf !== null} onOpenChange={() => setReceiptsOf(null)} title={t.receipts}>
        {receiptsOf && <Receipts postId={receiptsOf} />}
      </Dialog>
    </div>
  );
}

function Receipts({ postId }: { postId: string }) {
  const t = useText(manageText);
  const problems = useText(problemText);
  const language = useLanguage();
  const list = useList(listReceipts, { postId, limit: 50 });
  const summary = useRead(listReceipts, { postId, limit: 1 });
  async function download(): Promise<void> {
    try {
      const url = URL.createObjectURL((await ask(exportReceipts, { postId })) as unknown as Blob);
      Object.assign(document.createElement('a'), { href: url, download: 'receipts.csv' }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    } catch (error) {
      toast(sentenceFor(error, problems), 'bad');
    }
  }
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <p className="font-semibold">
          {summary.data && t.receiptsOf(summary.data.acknowledged, summary.data.addressed)}
        </p>
        <Button look="outline" size="small" onClick={() => void download()}>
          {t.export}
        </Button>
      </div>
      {!list.items && <Skeleton className="h-24" />}
      <ul className="divide-y divide-line">
        {list.items?.map(receipt => (
          <li key={receipt.userId} className="flex justify-between gap-3 py-2">
            <span className="min-w-0">
              <span className="block truncate font-medium">{receipt.name ?? t.somebody}</span>
              <span className="text-sm text-soft">{receipt.homes.join(', ')}</span>
            </span>
            <span className={receipt.acknowledgedAt ? 'text-good' : 'text-soft'}>
              {receipt.acknowledgedAt ? moment(receipt.acknowledgedAt, language) : t.notYet}
            </span>
          </li>
        ))}
      </ul>
      <More list={list} />
    </>
  );
}

const fields = createAnnouncement.input.pick({ title: true, text: true, class: true, acknowledge: true }).extend({
  entrance: z.string(),
});

function Write({ buildingId, close }: { buildingId: string; close: () => void }) {
  const t = useText(manageText);
  const tree = useRead(building.endpoints.getTree, { buildingId });
  const { mutateAsync } = useAction(createAnnouncement, { refreshes: [listFeed] });
  const form = useForm({
    schema: fields,
    initial: { title: '', text: '', class: 'info', acknowledge: false, entrance: 'all' },
    submit: async ({ entrance, ...rest }) => {
      await mutateAsync({
        buildingId,
        ...rest,
        audience: { entranceIds: entrance === 'all' ? [] : [entrance] },
      });
      toast(t.published);
      close();
    },
  });
  const entrances = tree.data?.entrances ?? [];
  return (
    <Form form={form} submit={t.publish}>
      <TextField form={form} name="title" label={t.heading} />
      <TextArea form={form} name="text" label={t.text} />
      <Choices
        label={t.class}
        value={String(form.values.class)}
        onChoose={value => form.set('class', value)}
        options={(['info', 'important', 'emergency'] as const).map(value => ({ value, label: t.classes[value] }))}
      />
      {form.values.class === 'emergency' && <p className="text-sm text-warn">{t.emergencyHint}</p>}
      <Choices
        label={t.audience}
        value={String(form.values.entrance)}
        onChoose={value => form.set('entrance', value)}
        options={[
          { value: 'all', label: t.everybody },
          ...entrances.map(({ id, label }) => ({ value: id, label: t.entrance(label) })),
        ]}
      />
      <Choices
        label={t.acknowledge}
        value={form.values.acknowledge ? 'yes' : 'no'}
        onChoose={value => form.set('acknowledge', value === 'yes')}
        options={(['yes', 'no'] as const).map(value => ({ value, label: t[value] }))}
      />
    </Form>
  );
}
