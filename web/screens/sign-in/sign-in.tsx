import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { iam } from '#services/iam/contract';
import { ask } from '#web/api/client.ts';
import { session } from '#web/api/session.ts';
import { Form, PasswordField, TextField, useForm } from '#web/kit/form.tsx';
import { Note } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { signInText } from '#web/text/sign-in.ts';
import { Frame } from './frame.tsx';

const { login, completeLogin } = iam.endpoints;
const route = getRouteApi('/sign-in');

export default function SignIn() {
  const t = useText(signInText);
  const { ending } = route.useSearch();
  const [challenge, setChallenge] = useState<string | null>(null);

  // Once there is a session, the route leads on.
  function go(outcome: OutputOf<typeof login>): void {
    if (outcome.status === 'second_factor_required') setChallenge(outcome.challenge);
    else session.open(outcome);
  }

  if (challenge) return <SecondFactor challenge={challenge} go={go} back={() => setChallenge(null)} />;
  return (
    <Frame title={t.welcome} lead={t.lead}>
      <Endings ending={ending} />
      <Credentials go={go} />
      <p className="mt-5 text-center">
        <Link to="/forgotten-password" className="font-semibold text-fig hover:underline">
          {t.forgotten}
        </Link>
      </p>
      <p className="mt-8 border-t border-line pt-6 text-center text-soft">
        {t.newHere}{' '}
        <Link to="/register" className="font-semibold text-fig hover:underline">
          {t.register}
        </Link>
      </p>
    </Frame>
  );
}

const told = ['ended_elsewhere', 'signed_out_elsewhere', 'signed_out'] as const;

/** Why somebody stands here again, and what to know about this place. */
function Endings({ ending }: { ending: string | undefined }) {
  const t = useText(signInText);
  const known = told.find(each => each === ending);
  return (
    <div className="mb-5 flex flex-col gap-3 empty:hidden">
      {known && (
        <Note tone={known === 'signed_out' ? 'good' : 'new'} role="status">
          {t[known]}
        </Note>
      )}
      {!window.isSecureContext && <Note tone="warn">{t.insecure}</Note>}
    </div>
  );
}

type Go = (outcome: OutputOf<typeof login>) => void;

function Credentials({ go }: { go: Go }) {
  const t = useText(signInText);
  const form = useForm({
    schema: login.input,
    initial: { email: '', password: '' },
    submit: async values => go(await ask(login, values)),
  });
  return (
    <Form wide form={form} submit={t.signIn}>
      <TextField form={form} name="email" label={t.email} type="email" autoComplete="username" inputMode="email" />
      <PasswordField form={form} name="password" label={t.password} autoComplete="current-password" />
    </Form>
  );
}

function SecondFactor({ challenge, go, back }: { challenge: string; go: Go; back: () => void }) {
  const t = useText(signInText);
  const form = useForm({
    schema: completeLogin.input.pick({ code: true }),
    initial: { code: '' },
    submit: async ({ code }) => go(await ask(completeLogin, { challenge, code })),
  });
  return (
    <Frame title={t.secondFactor} lead={t.secondFactorLead}>
      <Form wide form={form} submit={t.go}>
        <TextField
          form={form}
          name="code"
          label={t.code}
          autoComplete="one-time-code"
          autoFocus
          className="text-center text-xl tracking-[0.3em] tabular-nums"
        />
      </Form>
      <button type="button" onClick={back} className="mt-5 text-center font-semibold text-fig hover:underline">
        {t.backToSignIn}
      </button>
    </Frame>
  );
}
