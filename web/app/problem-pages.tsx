// What is shown where a screen cannot be.

import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { CloudOff, DoorClosed, DoorOpen, Signpost } from 'lucide-react';
import { session } from '#web/api/session.ts';
import { Button } from '#web/kit/button.tsx';
import { Empty, Skeleton } from '#web/kit/surface.tsx';
import { appText } from '#web/text/app.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';

export function LostPage() {
  const t = useText(appText);
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <title>{`${t.lost} · Agora`}</title>
      <Empty
        icon={<Signpost />}
        title={t.lost}
        action={
          <Button asChild>
            <Link to="/">{t.toHome}</Link>
          </Button>
        }
      >
        {t.lostLead}
      </Empty>
    </main>
  );
}

/** Where somebody came by an address that is for others. */
export function NotForYouPage() {
  const t = useText(appText);
  return (
    <div className="grid min-h-[70dvh] place-items-center">
      <title>{`${t.notForYou} · Agora`}</title>
      <Empty
        icon={<DoorClosed />}
        title={t.notForYou}
        action={
          <Button asChild>
            <Link to="/">{t.toHome}</Link>
          </Button>
        }
      >
        {t.notForYouLead}
      </Empty>
    </div>
  );
}

export function BrokenPage({ error }: Pick<ErrorComponentProps, 'error'>) {
  const t = useText(appText);
  const problems = useText(problemText);
  const router = useRouter();
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <Empty
        icon={<DoorOpen />}
        title={t.broken}
        action={<Button onClick={() => void router.invalidate()}>{t.reload}</Button>}
      >
        {sentenceFor(error, problems)}
      </Empty>
    </main>
  );
}

export function UnreachablePage() {
  const t = useText(appText);
  return (
    <main className="grid min-h-dvh place-items-center">
      <Empty
        icon={<CloudOff />}
        title={t.offline}
        action={<Button onClick={() => void session.begin()}>{t.reload}</Button>}
      >
        {t.offlineLead}
      </Empty>
    </main>
  );
}

export const LoadingPage = () => (
  <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 pt-5 desk:px-8 desk:pt-9">
    <Skeleton className="h-10 w-56" />
    <Skeleton className="h-40 rounded-card" />
    <Skeleton className="h-40 rounded-card" />
  </div>
);
