import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import type { OutputOf } from '#kernel/contract';
import { marketplace } from '#services/marketplace/contract';
import { useAction } from '#web/api/queries.ts';
import { minorUnits } from '#web/kit/amount.ts';
import { Button, IconButton } from '#web/kit/button.tsx';
import { Form, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import type { QuoteRequest } from '#web/screens/services/listing.ts';
import { useText } from '#web/text/language.ts';
import { provideText } from '#web/text/provide.ts';

const { submitQuote, getQuoteRequest, refuseRequest, listProviderRequests } = marketplace.endpoints;
type Provider = OutputOf<typeof marketplace.endpoints.getProvider>;

/** Every field of a form is text; line `n` has its number in the names. */
const fields = z.record(z.string(), z.string());
const form0 = z.object({
  start: z.string().min(1),
  end: z.string().min(1),
  validUntil: z.string().min(1),
  note: z.string(),
});
const dayMs = 86_400_000;
const after = (days: number): string => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

/** What the lines say that was typed, and what is wrong with them by its field. */
function readLines(values: Record<string, unknown>, count: number, t: (typeof provideText)['en']) {
  const typed = fields.catch({}).parse(values);
  const wrong: Record<string, string> = {};
  const lines = Array.from({ length: count }, (_, index) => {
    const unitPrice = minorUnits(typed[`price${index}`] ?? '');
    if (unitPrice === null) wrong[`price${index}`] = t.badPrice;
    if (!typed[`text${index}`]?.trim()) wrong[`text${index}`] = t.line;
    const quantity = Number(typed[`quantity${index}`]);
    if (!Number.isInteger(quantity) || quantity < 1) wrong[`quantity${index}`] = t.quantity;
    const taxRatePpm = Math.round(Number((typed[`tax${index}`] ?? '').replace(',', '.')) * 10_000);
    if (!(taxRatePpm >= 0 && taxRatePpm <= 1_000_000)) wrong[`tax${index}`] = t.tax;
    return { text: typed[`text${index}`] ?? '', quantity, unitPrice: unitPrice ?? '0', taxRatePpm };
  });
  return { lines, wrong };
}

const emptyLine = (index: number) => ({
  [`text${index}`]: '',
  [`price${index}`]: '',
  [`quantity${index}`]: '1',
  [`tax${index}`]: '19',
});

/** Makes a quote: its lines, a time, and until when it holds. */
export function QuoteForm({ request, provider }: { request: QuoteRequest; provider: Provider }) {
  const t = useText(provideText);
  const [count, setCount] = useState(1);
  const submit = useAction(submitQuote, { refreshes: [getQuoteRequest, listProviderRequests] });
  const refuse = useAction(refuseRequest, { refreshes: [getQuoteRequest, listProviderRequests] });
  const form = useForm({
    schema: form0,
    initial: {
      start: `${after(3)}T10:00`,
      end: `${after(3)}T12:00`,
      validUntil: after(7),
      note: '',
      ...emptyLine(0),
    },
    check: values => {
      const { wrong } = readLines(values, count, t);
      if (String(values.end) <= String(values.start)) wrong.end = t.endsBefore;
      return wrong;
    },
    submit: async ({ start, end, validUntil, note }) => {
      await submit.mutateAsync({
        requestId: request.id,
        providerId: provider.id,
        lines: readLines(form.values, count, t).lines,
        slots: [{ start, end }],
        validUntil: `${validUntil}T12:00:00.000Z`,
        note,
      });
      toast(t.quoted);
    },
  });
  function addLine(): void {
    for (const [name, value] of Object.entries(emptyLine(count))) form.set(name, value);
    setCount(count + 1);
  }
  return (
    <Card className="p-4 sm:p-6">
      <div className="mb-4 flex items-center justify-between gap-3">
        <h2 className="text-lg">{t.quote}</h2>
        <Button
          look="plain"
          size="small"
          busy={refuse.isPending}
          onClick={() => refuse.mutate({ requestId: request.id, providerId: provider.id })}
        >
          {t.refuse}
        </Button>
      </div>
      <Form form={form} submit={t.submitQuote}>
        {Array.from({ length: count }, (_, index) => (
          <fieldset key={String(index)} className="grid grid-cols-2 gap-3 border-b border-line pb-4 sm:grid-cols-4">
            <div className="col-span-2 flex items-start gap-1 sm:col-span-4">
              <div className="flex-1">
                <TextField form={form} name={`text${index}`} label={t.line} maxLength={200} />
              </div>
              {count > 1 && index === count - 1 && (
                <IconButton label={t.removeLine} className="mt-7" onClick={() => setCount(count - 1)}>
                  <Trash2 size={18} aria-hidden />
                </IconButton>
              )}
            </div>
            <div className="col-span-2">
              <TextField form={form} name={`price${index}`} label={t.price} inputMode="decimal" />
            </div>
            <TextField form={form} name={`quantity${index}`} label={t.quantity} inputMode="numeric" />
            <TextField form={form} name={`tax${index}`} label={t.tax} inputMode="decimal" />
          </fieldset>
        ))}
        <Button
          look="outline"
          size="small"
          className="self-start"
          icon={<Plus size={18} aria-hidden />}
          onClick={addLine}
        >
          {t.addLine}
        </Button>
        <div className="grid gap-3 sm:grid-cols-3">
          <TextField form={form} name="start" label={t.start} type="datetime-local" />
          <TextField form={form} name="end" label={t.end} type="datetime-local" />
          <TextField form={form} name="validUntil" label={t.validUntil} type="date" />
        </div>
        <TextArea form={form} name="note" label={t.note} optional maxLength={2_000} />
      </Form>
    </Card>
  );
}
