import { useState } from 'react';
import { booking } from '#services/booking/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextField, useForm } from '#web/kit/form.tsx';
import { money } from '#web/kit/format.ts';
import { AmountField } from '#web/kit/number-fields.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { manageRoomsText } from '#web/text/manage-rooms.ts';
import { useRefusal } from './refusal.ts';
import { type Booking, showsBookings } from './states.ts';

const { keepDeposit } = booking.endpoints;

/** Keeps a part of the deposit, for damage. */
export function KeepDeposit({ booked }: { booked: Booking }) {
  const t = useText(manageRoomsText);
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="outline" onClick={() => setOpen(true)}>
        {t.keep}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t.keepTitle}
        description={t.keepLead(money(booked.deposit, language))}
      >
        <KeepForm booked={booked} close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function KeepForm({ booked, close }: { booked: Booking; close: () => void }) {
  const t = useText(manageRoomsText);
  const refusal = useRefusal();
  const language = useLanguage();
  const { mutateAsync } = useAction(keepDeposit, { refreshes: showsBookings });
  const form = useForm({
    schema: keepDeposit.input.pick({ amount: true, reason: true }),
    initial: { amount: booked.kept.amount === '0' ? '' : booked.kept.amount, reason: '' },
    explain: refusal,
    check: ({ amount }) =>
      /^\d+$/.test(String(amount)) && BigInt(String(amount)) > BigInt(booked.deposit.amount)
        ? { amount: t.keepLead(money(booked.deposit, language)) }
        : {},
    submit: async ({ amount, reason }) => {
      await mutateAsync({ bookingId: booked.id, amount, reason });
      toast(t.kept);
      close();
    },
  });
  return (
    <Form form={form} submit={t.keep}>
      <AmountField form={form} name="amount" label={t.keepAmount} hint={t.badAmount} />
      <TextField form={form} name="reason" label={t.keepReason} maxLength={500} />
    </Form>
  );
}
