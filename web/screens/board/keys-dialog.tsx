import { Keyboard } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { boardText } from '#web/text/board.ts';
import { useText } from '#web/text/language.ts';

/** Which keys the board knows. */
export function KeysButton() {
  const t = useText(boardText);
  const [open, setOpen] = useState(false);
  const keys = [
    [t.keyNames.arrows, t.keyList.go],
    [t.keyNames.shift, t.keyList.move],
    ['M', t.keyList.menu],
    ['X', t.keyList.select],
    [t.keyNames.enter, t.keyList.open],
  ] as const;
  return (
    <>
      <Button look="plain" icon={<Keyboard size={18} aria-hidden />} onClick={() => setOpen(true)}>
        {t.keys}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t.keys} description={t.keysLead}>
        <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-3">
          {keys.map(([key, what]) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="rounded-md border border-line bg-sunken px-2 py-0.5 font-sans text-sm font-semibold whitespace-nowrap">
                  {key}
                </kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
}
