import { useState } from 'react';
import { booking } from '#services/booking/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextField, useForm } from '#web/kit/form.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { manageRoomsText } from '#web/text/manage-rooms.ts';
import { useRefusal } from './refusal.ts';
import { showsBookings } from './states.ts';

const { decideBooking } = booking.endpoints;

/** Yes or no to what waits for it; a no may have a word to it. */
export function Decide({ bookingId }: { bookingId: string }) {
  const t = useText(manageRoomsText);
  const refusal = useRefusal();
  const [declining, setDeclining] = useState(false);
  const decide = useAction(decideBooking, {
    refreshes: showsBookings,
    done: (_after, { approve }) => toast(approve ? t.approved : t.declined),
  });
  const form = useForm({
    schema: decideBooking.input.pick({ note: true }),
    explain: refusal,
    initial: { note: '' },
    submit: async ({ note }) => {
      await decide.mutateAsync({ bookingId, approve: false, note });
      setDeclining(false);
    },
  });
  return (
    <>
      <Button
        busy={decide.isPending && !declining}
        onClick={() => decide.mutate({ bookingId, approve: true }, { onError: error => toast(refusal(error), 'bad') })}
      >
        {t.approve}
      </Button>
      <Button look="outline" onClick={() => setDeclining(true)}>
        {t.decline}
      </Button>
      <Dialog open={declining} onOpenChange={setDeclining} title={t.declineTitle} description={t.declineLead}>
        <Form form={form} submit={t.decline}>
          <TextField form={form} name="note" label={t.note} optional maxLength={500} />
        </Form>
      </Dialog>
    </>
  );
}
