import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { kitText } from '#web/text/kit.ts';
import { useText } from '#web/text/language.ts';
import { Button } from './button.tsx';
import { toast } from './toast.tsx';

const shownMs = 2_000;

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useText(kitText);
  const [copied, setCopied] = useState(false);
  const copy = (): Promise<void> =>
    // Browsers have a clipboard over HTTPS only.
    Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))).then(
      () => {
        setCopied(true);
        setTimeout(() => setCopied(false), shownMs);
      },
      () => toast(t.notCopied, 'bad'),
    );
  return (
    <Button
      look="quiet"
      size="small"
      icon={copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{copied ? t.copied : label}</span>
    </Button>
  );
}
