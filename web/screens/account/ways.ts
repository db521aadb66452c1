import { Bell, Database, KeyRound, LockKeyhole, MapPin } from 'lucide-react';

/** What else there is about an account, for its page and for the search. */
export const ways = [
  { to: '/account/security', label: 'security', icon: LockKeyhole },
  { to: '/account/notifications', label: 'notifications', icon: Bell },
  { to: '/account/addresses', label: 'addresses', icon: MapPin },
  { to: '/homes', label: 'homes', icon: KeyRound },
  { to: '/account/data', label: 'data', icon: Database },
] as const;
