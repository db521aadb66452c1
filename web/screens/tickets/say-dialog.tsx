import type { z } from 'zod';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextArea, useForm } from '#web/kit/form.tsx';

interface SayDialogProps {
  open: boolean;
  close: () => void;
  title: string;
  lead?: string;
  label: string;
  submit: string;
  /** Of the endpoint's input the one field that is written here. */
  schema: z.ZodObject;
  send: (text: string) => Promise<unknown>;
}

/** A step that takes words: they are kept until it was taken. */
export function SayDialog({ open, close, title, lead, ...form }: SayDialogProps) {
  return (
    <Dialog open={open} onOpenChange={close} title={title} {...(lead && { description: lead })}>
      <Say {...form} close={close} />
    </Dialog>
  );
}

function Say({ close, label, submit, schema, send }: Omit<SayDialogProps, 'open' | 'title' | 'lead'>) {
  const field = Object.keys(schema.shape)[0]!;
  const form = useForm({
    schema,
    initial: { [field]: '' },
    submit: async values => {
      await send(String(values[field] ?? ''));
      close();
    },
  });
  return (
    <Form form={form} submit={submit}>
      <TextArea form={form} name={field} label={label} optional={schema.safeParse({ [field]: '' }).success} />
    </Form>
  );
}
