import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface PartProps {
  title: string;
  to?: NonNullable<LinkProps['to']>;
  toLabel?: string;
  children: ReactNode;
}

/** A part of the page, under a heading with a way to all of it. */
export const Part = ({ title, to, toLabel, children }: PartProps) => (
  <section>
    <div className="mb-2.5 flex items-baseline justify-between gap-4 px-1">
      <h2 className="text-xl">{title}</h2>
      {to && (
        <Link to={to} className="text-[0.9375rem] font-semibold text-fig hover:underline">
          {toLabel}
        </Link>
      )}
    </div>
    {children}
  </section>
);
