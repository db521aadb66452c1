import type { OutputOf } from '#kernel/contract';
import { payment } from '#services/payment/contract';
import { keyOf, queries, useAction, useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Stepper, Tick } from '#web/kit/controls.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { money } from '#web/kit/format.ts';
import { Select } from '#web/kit/select.tsx';
import { Badge, Card, Note, Skeleton, type Tone } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { paymentsAdminText } from '#web/text/payments-admin.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';

const { deliverSandboxWebhooks, getSandbox, setSandboxBehaviour } = payment.endpoints;
type Answer = OutputOf<typeof getSandbox>;
type Behaviour = Answer['behaviour'];

const normal: Behaviour = { declineNext: 0, delayMs: 0, duplicates: 1, dropWebhooks: false, outage: false };

/** The test provider: what it took, and how it is made to misbehave. */
export function Sandbox() {
  const p = useText(paymentsAdminText);
  const { data, error, refetch } = useRead(getSandbox, {}, { everyMs: 5_000 });
  return (
    <section className="mt-8">
      <h2 className="text-xl">{p.sandbox}</h2>
      <p className="mb-4 text-soft">{p.sandboxLead}</p>
      {error && !data && <Absent error={error} retry={refetch} />}
      {!error && !data && <Skeleton className="h-80 rounded-card" />}
      {data && (
        <div className="grid items-start gap-4 desk:grid-cols-2">
          <BehaviourCard behaviour={data.behaviour} waiting={data.waiting} />
          <Latest items={data.items} />
        </div>
      )}
    </section>
  );
}

function Absent({ error, retry }: { error: Error & { code?: string }; retry: () => unknown }) {
  const p = useText(paymentsAdminText);
  return error.code === 'not_found' ? <Note>{p.noSandbox}</Note> : <Failed error={error} retry={retry} />;
}

/** Changes what it does at once, and shows it before it is there. */
function useBehave(behaviour: Behaviour) {
  const problems = useText(problemText);
  const { mutate } = useAction(setSandboxBehaviour, {
    refreshes: [getSandbox],
    optimistic(next) {
      const queryKey = keyOf(getSandbox, {});
      void queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<Answer>(queryKey);
      queries.setQueryData<Answer>(queryKey, data => data && { ...data, behaviour: next });
      return () => void queries.setQueryData(queryKey, before);
    },
  });
  return (change: Partial<Behaviour>) =>
    mutate({ ...behaviour, ...change }, { onError: error => toast(sentenceFor(error, problems), 'bad') });
}

function BehaviourCard({ behaviour, waiting }: { behaviour: Behaviour; waiting: number }) {
  const p = useText(paymentsAdminText);
  const behave = useBehave(behaviour);
  const { delayMs } = behaviour;
  const delays = [
    { value: '0', label: p.delays.none },
    { value: '500', label: p.delays.half },
    { value: '2000', label: p.delays.two },
    { value: '10000', label: p.delays.ten },
  ];
  const known = delays.some(({ value }) => value === String(delayMs));
  return (
    <Card className="flex flex-col gap-4 p-4 sm:p-5">
      <h3 className="text-lg">{p.behaviour}</h3>
      <Amount
        label={p.declineNext}
        value={behaviour.declineNext}
        min={0}
        onChange={declineNext => behave({ declineNext })}
      />
      <Amount
        label={p.duplicates}
        value={behaviour.duplicates}
        min={1}
        onChange={duplicates => behave({ duplicates })}
      />
      <Select
        label={p.delayMs}
        value={String(delayMs)}
        onChoose={value => behave({ delayMs: Number(value) })}
        options={known ? delays : [...delays, { value: String(delayMs), label: p.delayOf(delayMs) }]}
      />
      <div>
        <Tick checked={behaviour.dropWebhooks} onTick={dropWebhooks => behave({ dropWebhooks })}>
          {p.dropWebhooks}
        </Tick>
        <Tick checked={behaviour.outage} onTick={outage => behave({ outage })}>
          {p.outage}
        </Tick>
      </div>
      <Button look="quiet" className="self-start" onClick={() => behave(normal)}>
        {p.normal}
      </Button>
      <Deliver waiting={waiting} />
    </Card>
  );
}

interface AmountProps {
  label: string;
  value: number;
  min: number;
  onChange: (value: number) => void;
}

const Amount = ({ label, value, min, onChange }: AmountProps) => (
  <div className="flex items-center justify-between gap-3">
    <span>{label}</span>
    <Stepper label={label} value={value} min={min} max={20} onChange={onChange} />
  </div>
);

function Deliver({ waiting }: { waiting: number }) {
  const p = useText(paymentsAdminText);
  const problems = useText(problemText);
  const { mutate, isPending } = useAction(deliverSandboxWebhooks, {
    refreshes: [getSandbox],
    done: ({ due }) => toast(p.delivered(due)),
  });
  const deliver = () => mutate({}, { onError: error => toast(sentenceFor(error, problems), 'bad') });
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
      <span>{p.waiting(waiting)}</span>
      <Button look="outline" busy={isPending} disabled={waiting === 0} onClick={deliver}>
        {p.deliver}
      </Button>
    </div>
  );
}

const toneOf: Record<Answer['items'][number]['payment']['state'], Tone> = {
  requires_action: 'warn',
  pending: 'warn',
  authorised: 'info',
  captured: 'good',
  declined: 'bad',
  voided: 'plain',
};

function Latest({ items }: { items: Answer['items'] }) {
  const p = useText(paymentsAdminText);
  const language = useLanguage();
  return (
    <Card className="p-4 sm:p-5">
      <h3 className="mb-2 text-lg">{p.latest}</h3>
      {items.length === 0 && <p className="text-soft">{p.noPayments}</p>}
      <ul className="divide-y divide-line">
        {items.map(({ orderNumber, payment: each }) => (
          <li key={each.key} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <div className="min-w-0">
              <p className="font-semibold break-words">{orderNumber}</p>
              <p className="text-sm break-words text-soft">
                <Ago at={each.createdAt} />
                {each.reason && ` · ${each.reason}`}
                {each.refunded.amount !== '0' && ` · ${p.givenBack(money(each.refunded, language))}`}
              </p>
            </div>
            <div className="flex items-center gap-3">
              <span className="font-semibold tabular-nums">{money(each.amount, language)}</span>
              <Badge tone={toneOf[each.state]}>{p.states[each.state]}</Badge>
            </div>
            {each.url && (
              <Button asChild look="outline" size="small" className="w-full">
                <a href={each.url} target="_blank" rel="noreferrer">
                  {p.decide}
                </a>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
