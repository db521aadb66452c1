import { useState } from 'react';
import { order as service } from '#services/order/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Stepper } from '#web/kit/controls.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { money } from '#web/kit/format.ts';
import { Note } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { orderText } from '#web/text/orders.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { refundOf } from './refund.ts';
import type { Order } from './states.ts';

const { cancelOrder, getOrder, listMyOrders } = service.endpoints;

/** Takes pieces back out of an order, and says what comes back for them. */
export function Cancel({ order, orderToken }: { order: Order; orderToken: string | undefined }) {
  const t = useText(orderText);
  const problems = useText(problemText);
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const [pieces, setPieces] = useState<Readonly<Record<string, number>>>({});
  const cancel = useAction(cancelOrder, {
    refreshes: [getOrder, listMyOrders],
    done: () => {
      setOpen(false);
      setPieces({});
      toast(t.cancelled);
    },
  });
  const lines = order.lines.filter(line => line.quantity > line.cancelled);
  const chosen = lines.filter(line => pieces[line.lineId]);
  const send = () =>
    cancel.mutate({
      orderId: order.id,
      ...(orderToken && { orderToken }),
      lines: chosen.map(({ lineId }) => ({ lineId, quantity: pieces[lineId]! })),
    });
  return (
    <>
      <Button look="outline" onClick={() => setOpen(true)}>
        {t.cancel}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t.cancel} description={t.cancelLead}>
        <ul className="flex flex-col gap-3">
          {lines.map(line => (
            <li key={line.lineId} className="flex items-center justify-between gap-3">
              <span className="min-w-0">{line.title}</span>
              <Stepper
                label={t.piecesOf(line.title)}
                value={pieces[line.lineId] ?? 0}
                min={0}
                max={line.quantity - line.cancelled}
                onChange={value => setPieces({ ...pieces, [line.lineId]: value })}
              />
            </li>
          ))}
        </ul>
        <p className="my-4 font-semibold" role="status">
          {chosen.length > 0 && t.about(money(refundOf(order, pieces), language))}
        </p>
        {cancel.error && (
          <Note tone="bad" role="alert">
            {sentenceFor(cancel.error, problems)}
          </Note>
        )}
        <Button
          look="danger"
          className="mt-3 w-full"
          disabled={chosen.length === 0}
          busy={cancel.isPending}
          onClick={send}
        >
          {t.cancelChosen}
        </Button>
      </Dialog>
    </>
  );
}
