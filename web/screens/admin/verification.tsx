import type { ReactNode } from 'react';
import { Button } from '#web/kit/button.tsx';
import { Note } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';

interface VerificationProps {
  label: string;
  icon?: ReactNode;
  busy: boolean;
  verify: () => void;
  error: Error | null;
  /** What was found, and whether it is as it should be. */
  found: { intact: boolean; sentence: string } | undefined;
}

/** Walks a chain when asked to, and says whether it holds. */
export function Verification({ label, icon, busy, verify, error, found }: VerificationProps) {
  const problems = useText(problemText);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button look="quiet" icon={icon} busy={busy} onClick={verify}>
        {label}
      </Button>
      {error && (
        <Note tone="bad" role="alert">
          {sentenceFor(error, problems)}
        </Note>
      )}
      {found && (
        <Note tone={found.intact ? 'good' : 'bad'} role="status">
          {found.sentence}
        </Note>
      )}
    </div>
  );
}
