import { kitText } from '#web/text/kit.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { Button } from './button.tsx';

/** What stands where something could not be loaded: why, and the way to try again. */
export function Failed({ error, retry }: { error: Error; retry: () => unknown }) {
  const t = useText(kitText);
  const problems = useText(problemText);
  return (
    <div role="alert" className="flex flex-col items-center gap-4 px-6 py-10 text-center">
      <p className="max-w-sm text-soft">{sentenceFor(error, problems)}</p>
      <Button look="quiet" onClick={() => void retry()}>
        {t.retry}
      </Button>
    </div>
  );
}
