import { Link } from '@tanstack/react-router';
import { ChevronRight, LogOut } from 'lucide-react';
import type { OutputOf } from '#kernel/contract';
import { iam } from '#services/iam/contract';
import { useAction } from '#web/api/queries.ts';
import { session } from '#web/api/session.ts';
import { useMe } from '#web/app/me.ts';
import { chooseTheme, useTheme } from '#web/app/theme.ts';
import { Button } from '#web/kit/button.tsx';
import { cx } from '#web/kit/cx.ts';
import { Form, TextField, useForm } from '#web/kit/form.tsx';
import { orNull } from '#web/kit/or-null.ts';
import { blank, Card, Page, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { accountText } from '#web/text/account.ts';
import { appText } from '#web/text/app.ts';
import { chooseLanguage, languages, useLanguage, useText } from '#web/text/language.ts';
import { Face } from './face.tsx';
import { ways } from './ways.ts';

const { updateMe, getMe } = iam.endpoints;
const reachable = updateMe.input
  .pick({ name: true })
  .required()
  .extend({ phone: orNull(updateMe.input.shape.phone) });

export default function Account() {
  const t = useText(accountText);
  const app = useText(appText);
  const { data: me } = useMe();
  return (
    <Page title={t.title} lead={me?.email ?? blank}>
      <div className="flex flex-col gap-5">
        <Card className="p-5 sm:p-6">
          <h2 className="mb-4 text-lg">{t.profile}</h2>
          {me ? <ProfileForm me={me} /> : <Skeleton className="h-64" />}
        </Card>
        <Face />
        <Card>
          {ways.map(({ to, label, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              className="flex min-h-14 items-center gap-4 border-line px-5 font-medium not-first:border-t first:rounded-t-card last:rounded-b-card hover:bg-sunken"
            >
              <Icon size={20} className="text-soft" aria-hidden />
              <span className="flex-1">{t[label]}</span>
              <ChevronRight size={18} className="text-soft" aria-hidden />
            </Link>
          ))}
        </Card>
        <Appearance />
        <Button look="outline" icon={<LogOut size={18} aria-hidden />} onClick={() => void session.signOut()}>
          {app.signOut}
        </Button>
      </div>
    </Page>
  );
}

function ProfileForm({ me }: { me: OutputOf<typeof getMe> }) {
  const t = useText(accountText);
  const { mutateAsync } = useAction(updateMe, { refreshes: [getMe] });
  const form = useForm({
    schema: reachable,
    initial: { name: me.name, phone: me.phone },
    submit: async values => {
      await mutateAsync({ ...values, expectedVersion: me.version });
      toast(t.saved);
    },
  });
  return (
    <Form form={form} submit={t.save}>
      <TextField form={form} name="name" label={t.name} autoComplete="name" />
      <TextField form={form} name="phone" label={t.phone} hint={t.phoneHint} optional type="tel" autoComplete="tel" />
    </Form>
  );
}

function Appearance() {
  const t = useText(accountText);
  const app = useText(appText);
  const theme = useTheme();
  const language = useLanguage();
  const themes = [
    { value: 'system', label: app.system },
    { value: 'light', label: app.light },
    { value: 'dark', label: app.dark },
  ] as const;
  return (
    <Card className="flex flex-col gap-5 p-5 sm:p-6">
      <h2 className="text-lg">{t.appearance}</h2>
      <Choice label={app.theme} value={theme} options={themes} choose={chooseTheme} />
      <Choice label={app.language} value={language} options={languages} choose={chooseLanguage} />
    </Card>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  choose: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, choose }: ChoiceProps<T>) {
  return (
    <fieldset>
      <legend className="mb-2 text-[0.9375rem] font-semibold">{label}</legend>
      <div className="flex flex-wrap gap-2">
        {options.map(option => (
          <label
            key={option.value}
            className={cx(
              'flex h-11 cursor-pointer items-center rounded-control border px-4 font-medium',
              'has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-fig',
              value === option.value ? 'border-fig bg-fig-tint text-fig' : 'border-line hover:border-edge',
            )}
          >
            <input
              type="radio"
              className="sr-only"
              name={label}
              checked={value === option.value}
              onChange={() => choose(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
