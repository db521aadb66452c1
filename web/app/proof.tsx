// What takes a session that has just proven itself: the server says so, the password is asked for, and it is done again.

import { useRef, useState } from 'react';
import { CodedError } from '#kernel/errors';
import { iam } from '#services/iam/contract';
import { ask } from '#web/api/client.ts';
import { session } from '#web/api/session.ts';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, PasswordField, TextField, useForm } from '#web/kit/form.tsx';
import { useText } from '#web/text/language.ts';
import { problemText } from '#web/text/problems.ts';
import { proofText } from '#web/text/proof.ts';
import { useMe } from './me.ts';

const { confirmSession } = iam.endpoints;

const isStale = (error: unknown): boolean => error instanceof CodedError && error.code === 'fresh_session_required';

/** Raised where somebody would rather not say who they are; nothing has happened then. */
export class ProofDeclined extends Error {}

/** `proven` runs what may take a proof; `dialog` is shown on the page. */
export function useProof() {
  const [open, setOpen] = useState(false);
  const answer = useRef<(proven: boolean) => void>(() => {});
  const asked = (): Promise<boolean> =>
    new Promise(resolve => {
      answer.current = resolve;
      setOpen(true);
    });
  const close = (isProven: boolean): void => {
    setOpen(false);
    answer.current(isProven);
  };
  async function proven<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isStale(error)) throw error;
      if (!(await asked())) throw new ProofDeclined();
      return work();
    }
  }
  return { proven, dialog: <ProofDialog open={open} close={close} /> };
}

function ProofDialog({ open, close }: { open: boolean; close: (isProven: boolean) => void }) {
  const t = useText(proofText);
  return (
    <Dialog open={open} onOpenChange={() => close(false)} title={t.title} description={t.lead}>
      <ProofForm done={() => close(true)} />
    </Dialog>
  );
}

/** By password; by a code for those who have none. */
function ProofForm({ done }: { done: () => void }) {
  const t = useText(proofText);
  const problems = useText(problemText);
  const { data: me } = useMe();
  const byCode = me !== undefined && !me.hasPassword;
  const name = byCode ? 'code' : 'password';
  const form = useForm({
    schema: confirmSession.input,
    initial: { [name]: '' },
    submit: async values => {
      try {
        session.open(await ask(confirmSession, values));
      } catch (error) {
        if (!(error instanceof CodedError && error.code === 'permission_denied')) throw error;
        const message = byCode ? problems.invalid_code : t.wrong;
        throw new CodedError(error.code, message, { fields: [{ path: name, message }] });
      }
      done();
    },
  });
  return (
    <Form form={form} submit={t.go}>
      {byCode ? (
        <TextField form={form} name="code" label={t.code} autoComplete="one-time-code" />
      ) : (
        <PasswordField form={form} name="password" label={t.password} autoComplete="current-password" />
      )}
    </Form>
  );
}
