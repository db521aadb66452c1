import { useState } from 'react';
import { iam } from '#services/iam/contract';
import { useAction } from '#web/api/queries.ts';
import { useMe } from '#web/app/me.ts';
import { ProofDeclined, useProof } from '#web/app/proof.tsx';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Badge, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { securityText } from '#web/text/security.ts';
import { RecoveryCodes } from './recovery-codes.tsx';
import { Setting } from './setting.tsx';
import { type Setup, TotpSetup } from './totp-setup.tsx';

const { setUpTotp, confirmTotp, removeTotp, replaceRecoveryCodes, getMe } = iam.endpoints;

/** What is shown over the page: an app that is being set up, codes to keep, or the question whether it shall end. */
type Step = { is: 'setup'; setup: Setup } | { is: 'codes'; codes: string[] } | { is: 'off' } | null;

export function SecondFactor() {
  const t = useText(securityText);
  const problems = useText(problemText);
  const { data: me } = useMe();
  const [step, setStep] = useState<Step>(null);
  const { proven, dialog } = useProof();
  const begin = useAction(setUpTotp);
  const confirm = useAction(confirmTotp, { refreshes: [getMe] });
  const replace = useAction(replaceRecoveryCodes);
  const remove = useAction(removeTotp, { refreshes: [getMe] });
  const close = (): void => setStep(null);
  const attempt = (work: () => Promise<void>): void =>
    void work().catch(error => {
      if (!(error instanceof ProofDeclined)) toast(sentenceFor(error, problems), 'bad');
    });
  const setUp = async () => setStep({ is: 'setup', setup: await proven(() => begin.mutateAsync({})) });
  const renew = async () =>
    setStep({ is: 'codes', codes: (await proven(() => replace.mutateAsync({}))).recoveryCodes });
  const turnOff = async () => {
    await proven(() => remove.mutateAsync({}));
    close();
    toast(t.factorGone);
  };
  if (!me) return <Skeleton className="h-36 rounded-card" />;
  return (
    <Setting
      title={t.factor}
      badge={<Badge tone={me.secondFactor ? 'good' : 'plain'}>{me.secondFactor ? t.on : t.off}</Badge>}
      lead={me.secondFactor ? t.factorOn : t.factorOff}
      action={
        me.secondFactor ? (
          <>
            <Button look="outline" busy={replace.isPending} onClick={() => attempt(renew)}>
              {t.newCodes}
            </Button>
            <Button look="plain" onClick={() => setStep({ is: 'off' })}>
              {t.turnOff}
            </Button>
          </>
        ) : (
          <Button busy={begin.isPending} onClick={() => attempt(setUp)}>
            {t.setUp}
          </Button>
        )
      }
    >
      <Dialog open={step?.is === 'setup'} onOpenChange={close} title={t.setUpTitle}>
        {step?.is === 'setup' && (
          <TotpSetup
            setup={step.setup}
            confirm={async code => {
              const { recoveryCodes } = await proven(() => confirm.mutateAsync({ code }));
              setStep({ is: 'codes', codes: recoveryCodes });
            }}
          />
        )}
      </Dialog>
      <Dialog open={step?.is === 'codes'} onOpenChange={close} title={t.codesTitle} description={t.codesLead}>
        {step?.is === 'codes' && <RecoveryCodes codes={step.codes} done={close} />}
      </Dialog>
      <Dialog open={step?.is === 'off'} onOpenChange={close} title={t.turnOffTitle} description={t.turnOffLead}>
        <div className="flex flex-wrap gap-2">
          <Button look="danger" busy={remove.isPending} onClick={() => attempt(turnOff)}>
            {t.turnOff}
          </Button>
          <Button look="outline" onClick={close}>
            {t.keep}
          </Button>
        </div>
      </Dialog>
      {dialog}
    </Setting>
  );
}
