import { useState } from 'react';
import { iam } from '#services/iam/contract';
import { ask } from '#web/api/client.ts';
import { Form, TextField, useForm } from '#web/kit/form.tsx';
import { Note } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { signInText } from '#web/text/sign-in.ts';
import { BackToSignIn } from './back.tsx';
import { Frame } from './frame.tsx';

const { requestPasswordReset } = iam.endpoints;

export default function ForgottenPassword() {
  const t = useText(signInText);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    schema: requestPasswordReset.input,
    initial: { email: '' },
    submit: async values => {
      await ask(requestPasswordReset, values);
      setSentTo(values.email);
    },
  });
  return (
    <Frame title={t.forgottenTitle} lead={t.forgottenLead}>
      {sentTo ? (
        <Note tone="good" role="status">
          {t.linkSent(sentTo)}
        </Note>
      ) : (
        <Form wide form={form} submit={t.sendLink}>
          <TextField form={form} name="email" label={t.email} type="email" autoComplete="username" />
        </Form>
      )}
      <BackToSignIn />
    </Frame>
  );
}
