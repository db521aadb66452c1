import { Download } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import type { Endpoint, InputOf } from '#kernel/contract';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { Button } from './button.tsx';
import { download } from './download.ts';
import { toast } from './toast.tsx';

interface DownloadButtonProps<E extends Endpoint> extends Pick<ComponentProps<typeof Button>, 'look' | 'size'> {
  endpoint: E;
  input: InputOf<E>;
  name: string;
  label: string;
}

/** Saves a file; what keeps it from being saved is said. */
export function DownloadButton<E extends Endpoint>({ endpoint, input, name, label, ...look }: DownloadButtonProps<E>) {
  const problems = useText(problemText);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    await download(endpoint, input, name)
      .catch(error => toast(sentenceFor(error, problems), 'bad'))
      .finally(() => setBusy(false));
  };
  return (
    <Button look="outline" {...look} busy={busy} icon={<Download size={18} aria-hidden />} onClick={() => void save()}>
      {label}
    </Button>
  );
}
