import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { booking } from '#services/booking/contract';
import { useAction, useList } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextArea, useForm } from '#web/kit/form.tsx';
import { moment, money } from '#web/kit/format.ts';
import { More } from '#web/kit/more.tsx';
import { Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { manageRoomsText } from '#web/text/manage-rooms.ts';
import { useRefusal } from './refusal.ts';
import { shortDay } from './wall.ts';

const { getBooking, listFailedRefunds, retryRefund, settleRefund } = booking.endpoints;
type Failure = OutputOf<typeof listFailedRefunds>['items'][number];
const refreshes = [listFailedRefunds, getBooking] as const;

/** Money that could not be given back; nothing where there is none. */
export function FailedRefunds({ buildingId }: { buildingId: string }) {
  const t = useText(manageRoomsText);
  const list = useList(listFailedRefunds, { buildingId, limit: 20 });
  if (!list.items?.length) return null;
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{t.failedRefunds}</h2>
      <p className="text-soft">{t.failedLead}</p>
      <ul className="divide-y divide-line">
        {list.items.map(failure => (
          <FailureRow key={failure.id} failure={failure} />
        ))}
      </ul>
      <More list={list} />
    </Card>
  );
}

function FailureRow({ failure }: { failure: Failure }) {
  const t = useText(manageRoomsText);
  const language = useLanguage();
  const refusal = useRefusal();
  const [settling, setSettling] = useState(false);
  const retry = useAction(retryRefund, { refreshes, done: () => toast(t.retried) });
  return (
    <li className="flex flex-wrap items-center gap-3 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-semibold">
          {t.refundKinds[failure.kind]}: {money(failure.amount, language)}
        </p>
        <p className="text-soft">
          <Link
            to="/bookings/$bookingId"
            params={{ bookingId: failure.bookingId }}
            className="font-semibold text-fig hover:underline"
          >
            {failure.resource}, {shortDay(failure.start, language)}
          </Link>
          {` · ${moment(failure.failedAt, language)} · ${t.refusals(failure.refusals)}`}
        </p>
        <p className="text-sm text-bad">{t.failure(failure.failure)}</p>
      </div>
      <Button
        busy={retry.isPending}
        onClick={() => retry.mutate({ refundId: failure.id }, { onError: error => toast(refusal(error), 'bad') })}
      >
        {t.retry}
      </Button>
      <Button look="outline" onClick={() => setSettling(true)}>
        {t.settle}
      </Button>
      <Dialog open={settling} onOpenChange={setSettling} title={t.settleTitle} description={t.settleLead}>
        <Settle refundId={failure.id} />
      </Dialog>
    </li>
  );
}

function Settle({ refundId }: { refundId: string }) {
  const t = useText(manageRoomsText);
  const refusal = useRefusal();
  const { mutateAsync } = useAction(settleRefund, { refreshes });
  const form = useForm({
    schema: settleRefund.input.pick({ note: true }),
    explain: refusal,
    initial: { note: '' },
    submit: async ({ note }) => {
      await mutateAsync({ refundId, note });
      toast(t.settled);
    },
  });
  return (
    <Form form={form} submit={t.settle}>
      <TextArea form={form} name="note" label={t.settleNote} maxLength={500} />
    </Form>
  );
}
