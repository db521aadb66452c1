import { Slot } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';

const looks = {
  primary: 'bg-fig text-on-fig hover:bg-fig-deep',
  quiet: 'bg-fig-tint text-fig hover:bg-[color-mix(in_srgb,var(--color-fig)_18%,var(--color-fig-tint))]',
  plain: 'text-ink hover:bg-sunken',
  outline: 'border border-line bg-surface text-ink hover:border-edge',
  danger: 'bg-bad text-on-bad hover:brightness-110',
};
const sizes = { small: 'h-9 px-3 text-sm', normal: 'h-11 px-5', large: 'h-12 px-6' };

interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
  /** Shows that it works, and takes no second click. */
  busy?: boolean;
  icon?: ReactNode;
  /** Takes the look over to its one child, a link. */
  asChild?: boolean;
}

export function Button({
  look = 'primary',
  size = 'normal',
  busy = false,
  icon,
  asChild = false,
  className,
  children,
  ...props
}: ButtonProps) {
  const classes = cx(
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-control font-semibold whitespace-nowrap transition-colors',
    'disabled:opacity-55 aria-busy:opacity-75',
    looks[look],
    sizes[size],
    className,
  );
  if (asChild)
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    );
  return (
    <button
      type="button"
      {...props}
      className={classes}
      aria-busy={busy || undefined}
      onClick={event => (busy ? event.preventDefault() : props.onClick?.(event))}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

/** A button that is only a picture; `label` is read out and shown when it is pointed at. */
export function IconButton({ label, className, children, ...props }: ComponentProps<'button'> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...props}
      className={cx(
        'relative inline-grid size-11 shrink-0 place-items-center rounded-control text-soft transition-colors hover:bg-sunken hover:text-ink',
        className,
      )}
    >
      {children}
    </button>
  );
}

export const Spinner = () => (
  <span
    aria-hidden
    className="size-4 animate-spin rounded-full border-2 border-current border-r-transparent motion-reduce:animate-none"
  />
);
