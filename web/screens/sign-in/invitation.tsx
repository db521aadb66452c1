import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { iam } from '#services/iam/contract';
import { ask } from '#web/api/client.ts';
import { useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Form, PasswordField, TextField, useForm } from '#web/kit/form.tsx';
import { blank, Note, Skeleton } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { signInText } from '#web/text/sign-in.ts';
import { BackToSignIn } from './back.tsx';
import { Frame } from './frame.tsx';

const { previewInvitation, acceptInvitation } = iam.endpoints;
const route = getRouteApi('/invitation');

export default function Invitation() {
  const t = useText(signInText);
  const problems = useText(problemText);
  const { token } = route.useSearch();
  const { data, error } = useRead(previewInvitation, { token });
  if (error)
    return (
      <Frame title={t.deadLink} lead={sentenceFor(error, problems)}>
        <BackToSignIn />
      </Frame>
    );
  return (
    <Frame title={t.invitedTitle} lead={data ? t.invitedAs(t.roles[data.role]) : blank}>
      {data ? <Accept token={token} invitation={data} /> : <Skeleton className="h-52" />}
    </Frame>
  );
}

function Accept({ token, invitation }: { token: string; invitation: OutputOf<typeof previewInvitation> }) {
  const t = useText(signInText);
  const [done, setDone] = useState(false);
  const { needsAccount } = invitation;
  const newcomer = {
    name: acceptInvitation.input.shape.name.unwrap(),
    password: acceptInvitation.input.shape.password.unwrap(),
  };
  const form = useForm({
    schema: needsAccount ? acceptInvitation.input.extend(newcomer) : acceptInvitation.input.pick({ token: true }),
    initial: (needsAccount ? { token, name: '', password: '' } : { token }) as { token: string },
    submit: async values => {
      await ask(acceptInvitation, values);
      setDone(true);
    },
  });
  if (done)
    return (
      <div className="flex flex-col gap-5">
        <Note tone="good" role="status">
          {t.accepted}
        </Note>
        <Button asChild size="large">
          <Link to="/sign-in">{t.signIn}</Link>
        </Button>
      </div>
    );
  return (
    <Form wide form={form} submit={t.accept}>
      <p className="font-semibold">{invitation.email}</p>
      {needsAccount && (
        <>
          <TextField form={form} name="name" label={t.name} autoComplete="name" />
          <PasswordField
            form={form}
            name="password"
            label={t.password}
            hint={t.passwordHint}
            autoComplete="new-password"
          />
        </>
      )}
    </Form>
  );
}
