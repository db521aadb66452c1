import { Dumbbell, LampDesk, type LucideIcon, PartyPopper, Presentation, Shapes } from 'lucide-react';
import type { Resource } from './rules.ts';

const icons: Record<Resource['kind'], LucideIcon> = {
  meeting_room: Presentation,
  desk: LampDesk,
  gym: Dumbbell,
  hall: PartyPopper,
  other: Shapes,
};

/** What kind of place it is, as a picture under an arch. */
export function KindArch({ kind }: { kind: Resource['kind'] }) {
  const Icon = icons[kind];
  return (
    <span aria-hidden className="arch grid h-16 w-14 shrink-0 place-items-center bg-fig-tint pt-1.5 text-fig">
      <Icon size={24} />
    </span>
  );
}
