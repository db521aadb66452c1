import { cx } from './cx.ts';

/** How many new things there are, beside what leads to them. Said in words by whoever shows it. */
export const Count = ({ count, className }: { count: number; className?: string }) => (
  <span
    className={cx(
      'min-w-5.5 rounded-full bg-apricot px-1.5 text-center text-xs leading-5.5 font-bold text-[#3d1f02] tabular-nums',
      className,
    )}
  >
    {count > 99 ? '99+' : count}
  </span>
);
