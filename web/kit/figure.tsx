import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Card, Skeleton } from './surface.tsx';

interface FigureProps {
  label: string;
  /** Undefined while it loads. */
  value: ReactNode;
  hint?: ReactNode;
  bad?: boolean;
}

/** One number to be seen from afar. */
export const Figure = ({ label, value, hint, bad = false }: FigureProps) => (
  <Card className="p-4 sm:p-5">
    <h2 className="font-sans text-[0.9375rem] font-semibold tracking-normal text-soft">{label}</h2>
    {value === undefined ? (
      <Skeleton className="mt-1 h-9 w-24" />
    ) : (
      <p className={cx('mt-1 font-display text-[1.75rem] leading-9 font-semibold tabular-nums', bad && 'text-bad')}>
        {value}
      </p>
    )}
    {hint && <p className="mt-1 text-sm text-soft">{hint}</p>}
  </Card>
);
