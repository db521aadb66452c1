import type { ReactNode } from 'react';
import { Card } from '#web/kit/surface.tsx';

interface SettingProps {
  title: string;
  /** Says where it stands, beside the title. */
  badge?: ReactNode;
  lead: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}

/** One thing that can be set, with what changes it. */
export const Setting = ({ title, badge, lead, action, children }: SettingProps) => (
  <Card className="flex flex-col gap-4 p-5 sm:p-6">
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="flex flex-wrap items-center gap-3 text-lg">
          {title} {badge}
        </h2>
        <p className="mt-1 text-soft">{lead}</p>
      </div>
      {action && <div className="flex flex-wrap gap-2">{action}</div>}
    </div>
    {children}
  </Card>
);
