import type { ReactNode } from 'react';
import { Logo } from '#web/app/logo.tsx';
import { cx } from '#web/kit/cx.ts';
import { appText } from '#web/text/app.ts';
import { chooseLanguage, languages, useLanguage, useText } from '#web/text/language.ts';

/** Where one is before being signed in: the form on one side, the house in the evening on the other. */
export function Frame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const t = useText(appText);
  const language = useLanguage();
  return (
    <div className="grid min-h-dvh desk:grid-cols-[minmax(26rem,5fr)_6fr]">
      <title>{`${title} · Agora`}</title>
      <div className="flex flex-col px-5 py-5 sm:px-10">
        <header className="flex items-center justify-between gap-4">
          <Logo />
          <fieldset className="flex rounded-control bg-sunken p-1" aria-label={t.language}>
            {languages.map(({ value, label }) => (
              <button
                key={value}
                type="button"
                lang={value}
                aria-pressed={language === value}
                onClick={() => chooseLanguage(value)}
                className={cx(
                  'h-9 rounded-[0.55rem] px-3 text-sm font-medium',
                  language === value ? 'bg-surface text-ink shadow-card' : 'text-soft hover:text-ink',
                )}
              >
                {label}
              </button>
            ))}
          </fieldset>
        </header>
        <main className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center py-10">
          <h1 className="text-[2rem]">{title}</h1>
          {lead && <p className="mt-2 mb-7 text-soft">{lead}</p>}
          {children}
        </main>
      </div>
      <House />
    </div>
  );
}

const lit = new Set([1, 4, 6, 11, 12, 15, 17, 22]);

/** Arched windows at dusk; somebody is at home. */
function House() {
  return (
    <div aria-hidden className="hidden items-end justify-center overflow-hidden bg-[#4b1738] desk:flex">
      <div className="grid w-[min(34rem,80%)] grid-cols-4 gap-x-7 gap-y-8 rounded-t-[3rem] bg-[#5f2049] px-12 pt-14 pb-0">
        {Array.from({ length: 24 }, (_, index) => (
          <div
            key={String(index)}
            className={cx('arch h-24 rounded-b-md wide:h-28', lit.has(index) ? 'bg-[#f6b26b]' : 'bg-[#3a1029]')}
          />
        ))}
      </div>
    </div>
  );
}
