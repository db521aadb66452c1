import { Download } from 'lucide-react';
import { Button } from '#web/kit/button.tsx';
import { CopyButton } from '#web/kit/copy-button.tsx';
import { saveFile } from '#web/kit/download.ts';
import { useText } from '#web/text/language.ts';
import { securityText } from '#web/text/security.ts';

/** The codes for the day the app is lost. They are shown this once. */
export function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const t = useText(securityText);
  const text = codes.join('\n');
  return (
    <div className="flex flex-col gap-5">
      <ul
        aria-label={t.codesTitle}
        className="grid grid-cols-2 gap-x-4 gap-y-1.5 rounded-control bg-sunken p-4 font-mono"
      >
        {codes.map(code => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} label={t.copyCodes} />
        <Button
          look="quiet"
          size="small"
          icon={<Download size={16} aria-hidden />}
          onClick={() => saveFile(new Blob([`${t.codesFile}\n\n${text}\n`], { type: 'text/plain' }), t.codesFileName)}
        >
          {t.saveCodes}
        </Button>
      </div>
      <Button className="sm:self-start" onClick={done}>
        {t.codesKept}
      </Button>
    </div>
  );
}
