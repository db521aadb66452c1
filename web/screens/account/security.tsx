import { Laptop, Smartphone } from 'lucide-react';
import type { OutputOf } from '#kernel/contract';
import { iam } from '#services/iam/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Badge, Card, Page, Skeleton } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { securityText } from '#web/text/security.ts';
import { deviceOf } from './device.ts';
import { Password } from './password.tsx';
import { SecondFactor } from './second-factor.tsx';

const { listSessions, revokeSession, revokeSessions } = iam.endpoints;
type Session = OutputOf<typeof listSessions>['items'][number];

export default function Security() {
  const t = useText(securityText);
  const { data, error, refetch } = useRead(listSessions, {});
  const others = useAction(revokeSessions, { refreshes: [listSessions], done: () => toast(t.ended) });
  return (
    <Page title={t.title} lead={t.lead}>
      <div className="flex flex-col gap-5">
        <Password />
        <SecondFactor />
        <h2 className="mt-2 px-1 text-xl">{t.sessions}</h2>
        <Card>
          {error && !data && <Failed error={error} retry={refetch} />}
          {!data && !error && <Skeleton className="m-5 h-14" />}
          <ul className="divide-y divide-line">
            {data?.items.map(each => (
              <SessionRow key={each.id} session={each} />
            ))}
          </ul>
        </Card>
        {data && data.items.length > 1 && (
          <Button look="outline" busy={others.isPending} onClick={() => others.mutate({ which: 'others' })}>
            {t.endOthers}
          </Button>
        )}
      </div>
    </Page>
  );
}

function SessionRow({ session }: { session: Session }) {
  const t = useText(securityText);
  const { mutate, isPending } = useAction(revokeSession, { refreshes: [listSessions], done: () => toast(t.ended) });
  const device = deviceOf(session.userAgent);
  const Icon = device.mobile ? Smartphone : Laptop;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4">
      <Icon size={22} className="shrink-0 text-soft" aria-hidden />
      <div className="min-w-0 flex-1 basis-44">
        <p className="font-semibold">{device.name ?? t.unknownDevice}</p>
        <p className="text-sm text-soft">
          {session.ip && `${session.ip} · `}
          {t.lastUsed} <Ago at={session.lastUsedAt} />
        </p>
      </div>
      {session.current ? (
        <Badge tone="good">{t.thisOne}</Badge>
      ) : (
        <Button look="quiet" size="small" busy={isPending} onClick={() => mutate({ sessionId: session.id })}>
          {t.end}
        </Button>
      )}
    </li>
  );
}
