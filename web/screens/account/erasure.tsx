import { useState } from 'react';
import { iam } from '#services/iam/contract';
import { useAction } from '#web/api/queries.ts';
import { session } from '#web/api/session.ts';
import { useMe } from '#web/app/me.ts';
import { ProofDeclined, useProof } from '#web/app/proof.tsx';
import { Button } from '#web/kit/button.tsx';
import { Tick } from '#web/kit/controls.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Note } from '#web/kit/surface.tsx';
import { dataText } from '#web/text/data.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { Setting } from './setting.tsx';

/** The end of an account: what happens when, said before it is asked for. */
export function Erasure() {
  const t = useText(dataText);
  const problems = useText(problemText);
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  const [understood, setUnderstood] = useState(false);
  const { proven, dialog } = useProof();
  const { mutateAsync, isPending } = useAction(iam.endpoints.deleteMe);
  const [failure, setFailure] = useState<unknown>(null);
  const erase = (): void =>
    void proven(() => mutateAsync({})).then(
      () => session.signOut(),
      error => setFailure(error instanceof ProofDeclined ? null : error),
    );
  const ask = (opened: boolean): void => {
    setOpen(opened);
    setUnderstood(false);
    setFailure(null);
  };
  return (
    <Setting
      title={t.erase}
      lead={t.eraseLead}
      action={
        <Button look="outline" className="text-bad!" onClick={() => ask(true)}>
          {t.eraseAsk}
        </Button>
      }
    >
      <ol className="ml-2 border-l-2 border-line">
        {t.eraseSteps.split('\n').map(step => (
          <li key={step} className="relative pb-3 pl-5 text-[0.9375rem] last:pb-0">
            <span aria-hidden className="absolute top-1.5 -left-[0.4375rem] size-3 rounded-full bg-edge" />
            {step}
          </li>
        ))}
      </ol>
      <Dialog open={open} onOpenChange={ask} title={t.eraseTitle} description={t.eraseWhose(me?.email ?? '')}>
        <div className="flex flex-col gap-4">
          <Tick checked={understood} onTick={setUnderstood}>
            {t.understood}
          </Tick>
          {failure !== null && (
            <Note tone="bad" role="alert">
              {sentenceFor(failure, problems)}
            </Note>
          )}
          <div className="flex flex-wrap gap-2">
            <Button look="danger" disabled={!understood} busy={isPending} onClick={erase}>
              {t.eraseNow}
            </Button>
            <Button look="outline" onClick={() => ask(false)}>
              {t.stay}
            </Button>
          </div>
        </div>
      </Dialog>
      {dialog}
    </Setting>
  );
}
