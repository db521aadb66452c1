import type { OutputOf } from '#kernel/contract';
import { order } from '#services/order/contract';
import { payment } from '#services/payment/contract';
import { useAction, useList } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { moment } from '#web/kit/format.ts';
import { More } from '#web/kit/more.tsx';
import { Card, Note, Skeleton } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { toast } from '#web/kit/toast.tsx';
import { adminText } from '#web/text/admin.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { paymentsAdminText } from '#web/text/payments-admin.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { AdminPage } from './frame.tsx';
import { Sandbox } from './sandbox.tsx';
import { Verification } from './verification.tsx';

const { listStuckCheckouts, retryCheckout } = order.endpoints;
const { listReconciliations, reconcile, verifyLedger } = payment.endpoints;
type StuckCheckout = OutputOf<typeof listStuckCheckouts>['items'][number];

/** Whether the money is where it should be. */
export default function Payments() {
  const t = useText(adminText);
  const p = useText(paymentsAdminText);
  return (
    <AdminPage title={t.places.payments} lead={p.lead}>
      <div className="grid items-start gap-4 desk:grid-cols-2">
        <Stuck />
        <div className="flex flex-col gap-4">
          <Ledger />
          <Reconciliation />
        </div>
      </div>
      <Sandbox />
    </AdminPage>
  );
}

function Stuck() {
  const p = useText(paymentsAdminText);
  const list = useList(listStuckCheckouts, {});
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{p.stuck}</h2>
      <p className="mb-3 text-soft">{p.stuckLead}</p>
      {list.error && !list.items && <Failed error={list.error} retry={list.refetch} />}
      {!list.error && !list.items && <Skeleton className="h-12" />}
      {list.items?.length === 0 && <Note tone="good">{p.noStuck}</Note>}
      <ul className="divide-y divide-line">
        {list.items?.map(each => (
          <StuckRow key={`${each.orderId} ${each.state}`} checkout={each} />
        ))}
      </ul>
      <More list={list} />
    </Card>
  );
}

function StuckRow({ checkout: { orderId, number, state, attempts, lastError, dueAt } }: { checkout: StuckCheckout }) {
  const p = useText(paymentsAdminText);
  const problems = useText(problemText);
  const { mutate, isPending } = useAction(retryCheckout, {
    refreshes: [listStuckCheckouts],
    done: () => toast(p.retried),
  });
  const retry = () => mutate({ orderId }, { onError: error => toast(sentenceFor(error, problems), 'bad') });
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-semibold">
          {number} · {state}
        </p>
        {lastError && <p className="text-[0.9375rem] break-words text-bad">{lastError}</p>}
        <p className="text-sm text-soft">
          {p.tried(attempts)}, {p.nextTry} <Ago at={dueAt} />
        </p>
      </div>
      <Button look="outline" busy={isPending} aria-label={`${p.retry}: ${number}`} onClick={retry}>
        {p.retry}
      </Button>
    </li>
  );
}

function Ledger() {
  const p = useText(paymentsAdminText);
  const { mutate, data, error, isPending } = useAction(verifyLedger);
  const found = data && {
    intact: !data.bad,
    sentence: data.bad ? p.broken(data.bad.position ?? '?', data.bad.reason) : p.intact(data.entries),
  };
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{p.ledger}</h2>
      <p className="mb-3 text-soft">{p.ledgerLead}</p>
      <Verification label={p.verify} busy={isPending} verify={() => mutate({})} error={error} found={found} />
    </Card>
  );
}

function Reconciliation() {
  const p = useText(paymentsAdminText);
  const language = useLanguage();
  const problems = useText(problemText);
  const list = useList(listReconciliations, { limit: 1 });
  const { mutate, error, isPending } = useAction(reconcile, { refreshes: [listReconciliations] });
  const last = list.items?.[0];
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{p.reconciliation}</h2>
      <p className="mb-3 text-soft">{p.reconciliationLead}</p>
      <div className="flex flex-col items-start gap-3">
        <Button look="quiet" busy={isPending} onClick={() => mutate({})}>
          {p.reconcile}
        </Button>
        {error && (
          <Note tone="bad" role="alert">
            {sentenceFor(error, problems)}
          </Note>
        )}
        {list.items?.length === 0 && <p className="text-soft">{p.neverCompared}</p>}
        {last && (
          <div role="status" className="w-full">
            <Note tone={last.differences.length > 0 ? 'bad' : 'good'}>
              {last.differences.length > 0
                ? p.differences(last.differences.length)
                : p.agreed(last.checked.payments, last.checked.refunds)}
            </Note>
            <p className="mt-2 text-sm text-soft">{moment(last.at, language)}</p>
            <ul className="mt-2 divide-y divide-line">
              {last.differences.map(({ kind, id, detail }) => (
                <li key={`${kind} ${id}`} className="py-2 text-[0.9375rem] break-words">
                  <span className="font-semibold">{kind}</span> {detail} <span className="text-sm text-soft">{id}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Card>
  );
}
