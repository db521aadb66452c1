import { lazy, Suspense } from 'react';
import type { OutputOf } from '#kernel/contract';
import { iam } from '#services/iam/contract';
import { CopyButton } from '#web/kit/copy-button.tsx';
import { Form, TextField, useForm } from '#web/kit/form.tsx';
import { Skeleton } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { securityText } from '#web/text/security.ts';

const QrCode = lazy(() => import('./qr-code.tsx').then(({ QrCode: code }) => ({ default: code })));
export type Setup = OutputOf<typeof iam.endpoints.setUpTotp>;

interface TotpSetupProps {
  setup: Setup;
  confirm: (code: string) => Promise<void>;
}

/** Hands a secret to an authenticator app: by its camera, or typed in; the first code shows that it has arrived. */
export function TotpSetup({ setup: { secret, uri }, confirm }: TotpSetupProps) {
  const t = useText(securityText);
  const form = useForm({
    schema: iam.endpoints.confirmTotp.input,
    initial: { code: '' },
    submit: ({ code }) => confirm(code.replaceAll(' ', '')),
  });
  return (
    <div className="flex flex-col gap-5">
      <p>{t.scan}</p>
      <div className="flex flex-wrap items-center gap-5">
        <Suspense fallback={<Skeleton className="size-52" />}>
          <QrCode text={uri} label={t.qrCode} />
        </Suspense>
        <div className="min-w-0 flex-1 basis-40">
          <p className="text-sm text-soft">{t.orType}</p>
          <p className="my-2 font-mono text-[0.9375rem]">{secret.match(/.{1,4}/g)?.join(' ')}</p>
          <CopyButton text={secret} label={t.copySecret} />
          <p className="mt-3 text-sm">
            <a href={uri} className="font-semibold text-fig hover:underline">
              {t.openApp}
            </a>
          </p>
        </div>
      </div>
      <Form form={form} submit={t.turnOn}>
        <TextField
          form={form}
          name="code"
          label={t.firstCode}
          hint={t.firstCodeHint}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          className="max-w-56 text-xl tracking-[0.2em] tabular-nums"
        />
      </Form>
    </div>
  );
}
