import { Link } from '@tanstack/react-router';

/** Two arches of a stoa, one of them lit. */
export const Logo = () => (
  <Link to="/" className="flex items-center gap-2.5 rounded-control" aria-label="Agora">
    <img src="/icon.svg" alt="" width={34} height={34} />
    <span aria-hidden className="font-display text-[1.375rem] font-bold tracking-tight">
      Agora
    </span>
  </Link>
);
