import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CodedError } from '#kernel/errors';
import { iam } from '#services/iam/contract';
import { keyOf, queries } from '#web/api/queries.ts';
import { send } from '#web/api/send.ts';
import { session } from '#web/api/session.ts';
import { useMe } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, PasswordField, useForm } from '#web/kit/form.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { securityText } from '#web/text/security.ts';
import { Setting } from './setting.tsx';

const { changePassword, listSessions } = iam.endpoints;

export function Password() {
  const t = useText(securityText);
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  const hasPassword = me?.hasPassword ?? true;
  return (
    <Setting
      title={t.password}
      lead={hasPassword ? t.passwordLead : t.noPassword}
      action={
        hasPassword ? (
          <Button look="outline" onClick={() => setOpen(true)}>
            {t.changePassword}
          </Button>
        ) : (
          <Button asChild look="outline">
            <Link to="/forgotten-password">{t.choosePassword}</Link>
          </Button>
        )
      }
    >
      <Dialog open={open} onOpenChange={setOpen} title={t.changePassword} description={t.endsOthers}>
        <PasswordForm done={() => setOpen(false)} />
      </Dialog>
    </Setting>
  );
}

function PasswordForm({ done }: { done: () => void }) {
  const t = useText(securityText);
  const form = useForm({
    schema: changePassword.input,
    initial: { currentPassword: '', newPassword: '' },
    submit: async values => {
      await session
        .replace(token => send(changePassword, values, { token }))
        .catch(error => {
          if (!(error instanceof CodedError) || error.extras.reason !== 'invalid_credentials') throw error;
          const fields = [{ path: 'currentPassword', message: t.wrongPassword }];
          throw new CodedError(error.code, t.wrongPassword, { fields });
        });
      void queries.invalidateQueries({ queryKey: keyOf(listSessions) });
      toast(t.passwordChanged);
      done();
    },
  });
  return (
    <Form form={form} submit={t.changePassword}>
      <PasswordField form={form} name="currentPassword" label={t.currentPassword} autoComplete="current-password" />
      <PasswordField
        form={form}
        name="newPassword"
        label={t.newPassword}
        hint={t.passwordHint}
        autoComplete="new-password"
      />
    </Form>
  );
}
