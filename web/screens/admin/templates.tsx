import { Link } from '@tanstack/react-router';
import { Mail } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { notification } from '#services/notification/contract';
import { useRead } from '#web/api/queries.ts';
import { Choices } from '#web/kit/choices.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { controlClasses } from '#web/kit/form.tsx';
import { Badge, Card, Empty, Skeleton } from '#web/kit/surface.tsx';
import { adminText } from '#web/text/admin.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { messagesText } from '#web/text/messages.ts';
import { AdminPage } from './frame.tsx';

const { listTemplates } = notification.endpoints;
type Template = OutputOf<typeof listTemplates>['items'][number];

/** The messages of the platform. */
export default function Templates() {
  const t = useText(adminText);
  const m = useText(messagesText);
  return (
    <AdminPage title={t.places.templates} lead={m.lead}>
      <List />
    </AdminPage>
  );
}

function List() {
  const m = useText(messagesText);
  const { data, error, refetch } = useRead(listTemplates, {});
  const [locale, setLocale] = useState<Template['locale']>(useLanguage());
  const [which, setWhich] = useState<'all' | 'custom'>('all');
  const [words, setWords] = useState('');
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) return <Skeleton className="h-96 rounded-card" />;
  const wanted = words.trim().toLowerCase();
  const shown = data.items
    .filter(each => each.locale === locale && (which === 'all' || each.custom))
    .filter(({ type, subject, short }) => `${type} ${subject} ${short}`.toLowerCase().includes(wanted));
  return (
    <>
      <div className="mb-5 flex flex-wrap items-end gap-4">
        <div className="w-full max-w-96">
          <label htmlFor="find-message" className="sr-only">
            {m.find}
          </label>
          <input
            id="find-message"
            type="search"
            value={words}
            placeholder={m.findHint}
            onChange={event => setWords(event.target.value)}
            className={`${controlClasses} h-12`}
          />
        </div>
        <Choices
          label={m.locale}
          shown={false}
          value={locale}
          onChoose={setLocale}
          options={(['en', 'de'] as const).map(value => ({ value, label: m.locales[value] }))}
        />
        <Choices
          label={m.which}
          shown={false}
          value={which}
          onChoose={setWhich}
          options={[
            { value: 'all', label: m.all },
            { value: 'custom', label: m.changedOnly },
          ]}
        />
      </div>
      {shown.length === 0 && (
        <Empty icon={<Mail />} title={m.none}>
          {m.noneLead}
        </Empty>
      )}
      {shown.length > 0 && (
        <>
          <p className="mb-3 text-soft" role="status">
            {m.count(shown.length)}
          </p>
          <ul className="grid grid-cols-1 gap-3 desk:grid-cols-2">
            {shown.map(template => (
              <li key={template.type}>
                <TemplateCard template={template} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function TemplateCard({ template: { type, locale, subject, short, custom } }: { template: Template }) {
  const m = useText(messagesText);
  return (
    <Card className="relative h-full p-4 hover:border-edge">
      <div className="flex items-start justify-between gap-3">
        <h2 className="min-w-0 font-sans text-base font-semibold tracking-normal wrap-anywhere">
          <Link to="/admin/templates/$type/$locale" params={{ type, locale }} className="fills-card">
            {subject}
          </Link>
        </h2>
        {custom && <Badge tone="info">{m.changed}</Badge>}
      </div>
      <p className="mt-1 line-clamp-2 text-[0.9375rem] break-words text-soft">{short}</p>
      <p className="mt-2 text-sm break-all text-soft">{type}</p>
    </Card>
  );
}
