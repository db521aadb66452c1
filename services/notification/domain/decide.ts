// What becomes of a message at the moment it could be sent. Everything may have changed since the event: the account, the
// wishes, the address, and whether the person has read it in the app meanwhile.

import type { Instant } from '#kernel/time';
import { type Choice, isEnabled } from './preferences.ts';
import { nextAllowed, type Wishes } from './quiet-hours.ts';
import { type Channel, ruleOf, type TypeName } from './types.ts';

export interface Person {
  active: boolean;
  emailVerified: boolean;
  hasPhone: boolean;
  hasDevice: boolean;
  zone: string;
}

export interface Situation {
  now: Instant;
  type: TypeName;
  channel: Channel;
  /** A test mail of an administrator: no wishes hold for it. */
  test: boolean;
  /** Null once the account is gone. */
  person: Person | null;
  choices: readonly Choice[];
  wishes: Wishes;
  digest: 'immediate' | 'hourly' | 'daily';
  suppressed: boolean;
  readInApp: boolean;
}

export type Decision =
  | { do: 'send' }
  | { do: 'skip'; because: string }
  | { do: 'defer'; until: Instant }
  | { do: 'collect'; mode: 'hourly' | 'daily' };

/** Decides on one message to one person. */
export function decide(situation: Situation): Decision {
  const because = obstacle(situation);
  if (because) return { do: 'skip', because };
  const { now, type, channel, test, person, wishes, digest } = situation;
  const { urgent, digestible } = ruleOf(type);
  if (urgent || test || channel === 'in_app') return { do: 'send' };
  if (situation.readInApp) return { do: 'skip', because: 'read in the app' };
  if (channel === 'email' && digestible && digest !== 'immediate') return { do: 'collect', mode: digest };
  // Wishes that leave no moment are refused when they are set; should it happen all the same, late is worse than loud.
  const until = nextAllowed(now, person!.zone, wishes) ?? now;
  return until > now ? { do: 'defer', until } : { do: 'send' };
}

function obstacle({ type, channel, test, person, choices, suppressed }: Situation): string | null {
  if (!person) return 'the account is gone';
  if (!person.active) return 'the account is suspended';
  if (!test && !isEnabled(type, channel, choices)) return 'switched off';
  if (channel === 'email' && suppressed) return 'the address bounced or complained';
  if (channel === 'email' && !person.emailVerified) return 'the address is not verified';
  if (channel === 'sms' && !person.hasPhone) return 'no phone number';
  if (channel === 'push' && !person.hasDevice) return 'no device';
  return null;
}
