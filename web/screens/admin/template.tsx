import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { InputOf, OutputOf } from '#kernel/contract';
import { notification } from '#services/notification/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Form, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { Badge, Card, Skeleton } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { messagesText } from '#web/text/messages.ts';
import { AdminPage } from './frame.tsx';
import { TemplateActions } from './template-actions.tsx';
import { TemplatePreview } from './template-preview.tsx';

const { getTemplate, listTemplates, saveTemplate } = notification.endpoints;
type Detail = OutputOf<typeof getTemplate>;
type On = InputOf<typeof getTemplate>;
type Texts = NonNullable<Detail['versions'][number]['texts']>;

/** One message in one language: its texts, how they look, and what they were. */
export default function TemplateScreen() {
  const m = useText(messagesText);
  const on = useParams({ strict: false }) as On;
  const { data, error, refetch } = useRead(getTemplate, on);
  return (
    <AdminPage title={on.type} lead={m.locales[on.locale]}>
      <Link to="/admin/templates" className="mb-4 inline-flex min-h-11 items-center gap-2 font-semibold text-fig">
        <ArrowLeft size={18} aria-hidden />
        {m.back}
      </Link>
      {error && !data && <Failed error={error} retry={refetch} />}
      {!error && !data && <Skeleton className="h-[40rem] rounded-card" />}
      {data && <Editor key={`${on.type} ${on.locale} ${data.template.version}`} on={on} detail={data} />}
    </AdminPage>
  );
}

const Parts = saveTemplate.input.pick({ subject: true, short: true, text: true, html: true });

function Editor({ on, detail }: { on: On; detail: Detail }) {
  const m = useText(messagesText);
  const { template, variables, versions } = detail;
  const { subject, short, text, html, version } = template;
  const { mutateAsync } = useAction(saveTemplate, {
    refreshes: [getTemplate, listTemplates],
    done: () => toast(m.saved),
  });
  const form = useForm({
    schema: Parts,
    initial: { subject, short, text, html },
    submit: parts => mutateAsync({ ...on, ...parts, expectedVersion: version }),
  });
  const takeUp = (texts: Texts) => {
    for (const [name, value] of Object.entries(texts)) form.set(name, value);
    form.frame.current?.querySelector<HTMLElement>('[name]')?.focus();
  };
  return (
    <div className="grid items-start gap-6 desk:grid-cols-2">
      <Card className="p-4 sm:p-5">
        <Form form={form} submit={m.save}>
          <TextField form={form} name="subject" label={m.subject} />
          <TextField form={form} name="short" label={m.short} hint={m.shortHint} />
          <TextArea form={form} name="text" label={m.text} className="font-mono text-sm" />
          <TextArea form={form} name="html" label={m.html} className="font-mono text-sm" />
        </Form>
        <h2 className="mt-6 text-lg">{m.variables}</h2>
        <p className="mb-2 text-sm text-soft">{m.variablesHint}</p>
        <ul className="flex flex-wrap gap-2">
          {variables.map(name => (
            <li key={name} className="rounded-full bg-sunken px-3 py-1 font-mono text-sm break-all">
              {`{{${name}}}`}
            </li>
          ))}
        </ul>
      </Card>
      <div className="flex flex-col gap-6">
        <TemplatePreview on={on} parts={form.values} />
        <TemplateActions on={on} custom={template.custom} />
        <Versions versions={versions} inForce={version} onTake={takeUp} />
      </div>
    </div>
  );
}

interface VersionsProps {
  versions: Detail['versions'];
  inForce: number;
  onTake: (texts: Texts) => void;
}

/** What was in force before; its texts can be taken up again, and are in force once they are saved. */
function Versions({ versions, inForce, onTake }: VersionsProps) {
  const m = useText(messagesText);
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="mb-2 text-lg">{m.versions}</h2>
      {versions.length === 0 && <p className="text-soft">{m.noVersions}</p>}
      <ul className="divide-y divide-line">
        {versions.map(each => (
          <li key={each.version} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <span className="flex items-center gap-2">
              {m.version(each.version)}
              {each.version === inForce && <Badge tone="good">{m.inForce}</Badge>}
              {!each.custom && <Badge>{m.original}</Badge>}
            </span>
            <span className="flex items-center gap-3">
              <span className="text-sm text-soft">
                <Ago at={each.createdAt} />
              </span>
              {each.texts && each.version !== inForce && (
                <Button
                  look="outline"
                  size="small"
                  aria-label={`${m.takeUp}: ${m.version(each.version)}`}
                  onClick={() => onTake(each.texts!)}
                >
                  {m.takeUp}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
