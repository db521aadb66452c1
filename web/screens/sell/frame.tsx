import { Link } from '@tanstack/react-router';
import { Store } from 'lucide-react';
import type { ReactNode } from 'react';
import { useAccess } from '#web/app/me.ts';
import { Empty, Page } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { sellText } from '#web/text/sell.ts';

const places = [
  ['/sell', 'parcels'],
  ['/sell/products', 'products'],
  ['/sell/import', 'import'],
  ['/sell/money', 'money'],
] as const;

/** Whom I sell for. */
export function useVendorId(): string | undefined {
  const { grants } = useAccess();
  return grants.find(({ role, scope }) => role === 'vendor' && scope.startsWith('vendor:'))?.scope.slice(7);
}

interface SellPageProps {
  title: string;
  actions?: ReactNode;
  children: (vendorId: string) => ReactNode;
}

/** The frame of the seller's screens, with the ways between them. */
export function SellPage({ title, actions, children }: SellPageProps) {
  const t = useText(sellText);
  const vendorId = useVendorId();
  return (
    <Page title={title} wide actions={actions}>
      <nav aria-label={t.title} className="no-scrollbar -mx-4 mb-6 flex gap-2 overflow-x-auto px-4 py-1">
        {places.map(([to, label]) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: true }}
            className="grid h-11 shrink-0 place-items-center rounded-full bg-sunken px-4 text-[0.9375rem] font-semibold text-soft hover:text-ink"
            activeProps={{ className: 'bg-fig! text-on-fig!' }}
          >
            {t[label]}
          </Link>
        ))}
      </nav>
      {vendorId ? (
        children(vendorId)
      ) : (
        <Empty icon={<Store />} title={t.noVendor}>
          {t.noVendorLead}
        </Empty>
      )}
    </Page>
  );
}
