// What things lie on: cards, headings, and what is there while nothing else is.

import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';

export const Card = ({ className, ...props }: ComponentProps<'section'>) => (
  <section {...props} className={cx('rounded-card border border-line bg-surface shadow-card', className)} />
);

/** Keeps the height of a line whose text is not known yet. */
export const blank = '\u00a0';

interface PageProps {
  title: string;
  /** One sentence under the title. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** Wide for boards and tables, else a column that reads well. */
  wide?: boolean;
  children: ReactNode;
}

/** The frame of a screen: its heading, what can be done with all of it, and its content. */
export function Page({ title, lead, actions, wide = false, children }: PageProps) {
  return (
    <div className={cx('mx-auto w-full px-4 pt-5 pb-10 desk:px-8 desk:pt-9', wide ? 'max-w-7xl' : 'max-w-3xl')}>
      <title>{`${title} · Agora`}</title>
      <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3 desk:mb-7">
        <div className="min-w-0">
          <h1 className="text-[1.75rem] desk:text-[2.125rem]">{title}</h1>
          {lead && <p className="mt-1 text-soft">{lead}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A grey line or block where something is about to be; as large as what comes. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden className={cx('animate-wait rounded-control bg-sunken', className)} />
);

interface EmptyProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** What stands where nothing is yet: what will be here, and how it begins. */
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <div className="arch mb-5 grid h-24 w-20 place-items-center bg-fig-tint pt-3 text-fig [&_svg]:size-8">{icon}</div>
      <h2 className="text-lg">{title}</h2>
      {children && <p className="mt-1 max-w-sm text-soft">{children}</p>}
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}

const tones = {
  info: 'bg-fig-tint text-fig',
  new: 'bg-apricot-tint text-on-apricot',
  good: 'bg-good-tint text-good',
  warn: 'bg-warn-tint text-warn',
  bad: 'bg-bad-tint text-bad',
  plain: 'bg-sunken text-soft',
};
export type Tone = keyof typeof tones;

/** A word on the state of something. */
export const Badge = ({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) => (
  <span
    className={cx(
      'inline-flex items-center gap-1 rounded-full px-2.5 py-0.5 text-[0.8125rem] font-semibold whitespace-nowrap',
      tones[tone],
    )}
  >
    {children}
  </span>
);

/** A sentence that must be seen, in its place on the page. */
export const Note = ({
  tone = 'info',
  role,
  children,
}: {
  tone?: Tone;
  role?: 'alert' | 'status';
  children: ReactNode;
}) => (
  <div role={role} className={cx('rounded-control px-4 py-3 text-[0.9375rem] font-medium', tones[tone])}>
    {children}
  </div>
);
