// Bars beside each other's names: how much of one thing there is, compared with the others.

import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface Bar {
  key: string;
  label: ReactNode;
  value: number;
  /** How the value is written. */
  shown: string;
  /** The part of the value that is drawn as trouble. */
  bad?: number;
}

/** The longest bar is the greatest value; `label` says what the bars tell, for those who do not see them. */
export function Bars({ label, bars }: { label: string; bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const share = (part: number) => `${(part / most) * 100}%`;
  return (
    <ul aria-label={label} className="flex flex-col gap-3">
      {bars.map(({ key, label: name, value, shown, bad = 0 }) => (
        <li key={key}>
          <div className="flex items-baseline justify-between gap-3 text-[0.9375rem]">
            <span className="min-w-0 break-words">{name}</span>
            <span className="shrink-0 font-semibold tabular-nums">{shown}</span>
          </div>
          <div aria-hidden className="mt-1 flex h-2.5 overflow-hidden rounded-full bg-sunken">
            <span
              className={cx('bg-fig', bad > 0 ? 'rounded-l-full' : 'rounded-full')}
              style={{ width: share(value - bad) }}
            />
            {bad > 0 && <span className="bg-bad" style={{ width: share(bad) }} />}
          </div>
        </li>
      ))}
    </ul>
  );
}
