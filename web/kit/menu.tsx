import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** A menu that opens at `trigger`, one button. */
export function Menu({
  trigger,
  children,
  side = 'bottom',
  ...opened
}: {
  trigger: ReactNode;
  children: ReactNode;
  side?: 'bottom' | 'top';
  /** For whoever opens it by more than its button. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  return (
    <Radix.Root {...opened}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          side={side}
          sideOffset={6}
          collisionPadding={12}
          className="z-50 min-w-52 animate-rise rounded-2xl border border-line bg-raised p-1.5 shadow-raised"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const itemClasses =
  'flex w-full items-center gap-3 rounded-control px-3 py-2.5 text-left text-[0.9375rem] font-medium outline-none select-none data-highlighted:bg-sunken';

interface ItemProps {
  icon?: ReactNode;
  danger?: boolean;
  onSelect?: () => void;
  children: ReactNode;
}

export const MenuItem = ({ icon, danger = false, onSelect, children }: ItemProps) => (
  <Radix.Item className={cx(itemClasses, 'cursor-pointer', danger && 'text-bad')} onSelect={() => onSelect?.()}>
    {icon}
    {children}
  </Radix.Item>
);

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  onChoose: (value: T) => void;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
}

/** One of a few, under a heading. */
export const MenuChoice = <T extends string>({ label, value, onChoose, options }: ChoiceProps<T>) => (
  <Radix.RadioGroup value={value} onValueChange={next => onChoose(next as T)}>
    <Radix.Label className="px-3 pt-2 pb-1 text-xs font-semibold text-soft">{label}</Radix.Label>
    {options.map(option => (
      <Radix.RadioItem
        key={option.value}
        value={option.value}
        className={cx(itemClasses, 'cursor-pointer data-[state=checked]:text-fig')}
      >
        {option.icon}
        <span className="flex-1">{option.label}</span>
        <Radix.ItemIndicator className="size-2 rounded-full bg-fig" />
      </Radix.RadioItem>
    ))}
  </Radix.RadioGroup>
);

export const MenuLine = () => <Radix.Separator className="my-1.5 h-px bg-line" />;
