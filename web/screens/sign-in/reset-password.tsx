import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { iam } from '#services/iam/contract';
import { ask } from '#web/api/client.ts';
import { Button } from '#web/kit/button.tsx';
import { Form, PasswordField, useForm } from '#web/kit/form.tsx';
import { Note } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { signInText } from '#web/text/sign-in.ts';
import { BackToSignIn } from './back.tsx';
import { Frame } from './frame.tsx';

const { resetPassword } = iam.endpoints;
const route = getRouteApi('/reset-password');

export default function ResetPassword() {
  const t = useText(signInText);
  const { token } = route.useSearch();
  const [done, setDone] = useState(false);
  const form = useForm({
    schema: resetPassword.input.pick({ password: true }),
    initial: { password: '' },
    submit: async ({ password }) => {
      await ask(resetPassword, { token, password });
      setDone(true);
    },
  });
  if (done)
    return (
      <Frame title={t.resetTitle}>
        <div className="mt-6 flex flex-col gap-5">
          <Note tone="good" role="status">
            {t.resetDone}
          </Note>
          <Button asChild size="large">
            <Link to="/sign-in">{t.signIn}</Link>
          </Button>
        </div>
      </Frame>
    );
  return (
    <Frame title={t.resetTitle} lead={t.resetLead}>
      <Form wide form={form} submit={t.save}>
        <PasswordField
          form={form}
          name="password"
          label={t.newPassword}
          hint={t.passwordHint}
          autoComplete="new-password"
        />
      </Form>
      <BackToSignIn />
    </Frame>
  );
}
