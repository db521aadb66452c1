import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { iam } from '#services/iam/contract';
import { ask } from '#web/api/client.ts';
import { newId } from '#web/api/new-id.ts';
import { Button } from '#web/kit/button.tsx';
import { Form, PasswordField, TextField, useForm } from '#web/kit/form.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { signInText } from '#web/text/sign-in.ts';
import { keepCode } from '../home/invitation-code.ts';
import { BackToSignIn } from './back.tsx';
import { Frame } from './frame.tsx';

const { register, resendVerification } = iam.endpoints;
const route = getRouteApi('/register');
const Registration = register.input
  .pick({ name: true, email: true, password: true })
  .extend({ code: z.string().trim().max(40).optional() });

export default function Register() {
  const t = useText(signInText);
  const locale = useLanguage();
  const { code } = route.useSearch();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [key] = useState(newId);
  const form = useForm({
    schema: Registration,
    initial: { name: '', email: '', password: '', code: code ?? '' },
    submit: async ({ code: invitation, ...person }) => {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      await ask(register, { ...person, locale, zone }, { idempotencyKey: `${key}-${person.email}` });
      keepCode(invitation);
      setSentTo(person.email);
    },
  });
  if (sentTo) return <Sent email={sentTo} />;
  return (
    <Frame title={t.registerTitle} lead={t.registerLead}>
      <Form wide form={form} submit={t.register}>
        <TextField form={form} name="name" label={t.name} autoComplete="name" />
        <TextField form={form} name="email" label={t.email} type="email" autoComplete="email" />
        <PasswordField
          form={form}
          name="password"
          label={t.password}
          hint={t.passwordHint}
          autoComplete="new-password"
        />
        <TextField
          form={form}
          name="code"
          label={t.invitation}
          hint={t.invitationHint}
          optional
          autoComplete="off"
          spellCheck={false}
        />
      </Form>
      <BackToSignIn />
    </Frame>
  );
}

function Sent({ email }: { email: string }) {
  const t = useText(signInText);
  const problems = useText(problemText);
  const again = () =>
    ask(resendVerification, { email }).then(
      () => toast(t.sentAgain),
      error => toast(sentenceFor(error, problems), 'bad'),
    );
  return (
    <Frame title={t.mailSent} lead={t.mailSentLead(email)}>
      <Button look="outline" onClick={() => void again()}>
        {t.again}
      </Button>
      <BackToSignIn />
    </Frame>
  );
}
