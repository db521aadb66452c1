import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { iam } from '#services/iam/contract';
import { useAction } from '#web/api/queries.ts';
import { Button, Spinner } from '#web/kit/button.tsx';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { signInText } from '#web/text/sign-in.ts';
import { BackToSignIn } from './back.tsx';
import { Frame } from './frame.tsx';

const route = getRouteApi('/verify');
/** A link works once, and React may run an effect twice. */
const opened = new Set<string>();

export default function Verify() {
  const t = useText(signInText);
  const problems = useText(problemText);
  const { token } = route.useSearch();
  const { mutate, isSuccess, error } = useAction(iam.endpoints.verifyEmail);
  useEffect(() => {
    if (opened.has(token)) return;
    opened.add(token);
    mutate({ token });
  }, [mutate, token]);
  if (error)
    return (
      <Frame title={t.deadLink} lead={sentenceFor(error, problems)}>
        <BackToSignIn />
      </Frame>
    );
  if (!isSuccess)
    return (
      <Frame title={t.verifying}>
        <Spinner />
      </Frame>
    );
  return (
    <Frame title={t.verified} lead={t.verifiedLead}>
      <Button asChild size="large">
        <Link to="/sign-in">{t.signIn}</Link>
      </Button>
    </Frame>
  );
}
