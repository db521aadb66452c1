// What a person is told of: the type's default, unless they chose otherwise and may.

import { type Channel, channels, chosenTypes, ruleOf, type TypeName } from './types.ts';

export interface Choice {
  type: TypeName;
  channel: Channel;
  enabled: boolean;
}

/** Whether a type goes out on a channel. */
export function isEnabled(type: TypeName, channel: Channel, choices: readonly Choice[]): boolean {
  const { channels: taken, locked } = ruleOf(type);
  if (taken[channel] === undefined) return false;
  if (locked) return true;
  return choices.find(choice => choice.type === type && choice.channel === channel)?.enabled ?? taken[channel];
}

/** Every type and channel there is to choose, as it holds with these choices. */
export const allPreferences = (choices: readonly Choice[]) =>
  chosenTypes.flatMap(type =>
    channels
      .filter(channel => ruleOf(type).channels[channel] !== undefined)
      .map(channel => ({
        type,
        channel,
        enabled: isEnabled(type, channel, choices),
        locked: ruleOf(type).locked ?? false,
      })),
  );

/** Why a choice cannot be made, as a sentence, or null if it can. */
export function refusal({ type, channel, enabled }: Choice): string | null {
  const { channels: taken, locked } = ruleOf(type);
  if (taken[channel] === undefined || type === 'digest')
    return `${type} is never sent by ${channel}; see GET /v1/me/notification-preferences.`;
  if (locked && !enabled) return `${type} cannot be switched off: it is about your safety or your account.`;
  return null;
}

/** What unsubscribing from a type switches off; the link under a digest stands for all that can be collected. */
export const unsubscribed = (type: TypeName): Choice[] =>
  (type === 'digest' ? chosenTypes.filter(each => ruleOf(each).digestible) : [type])
    .filter(each => !ruleOf(each).locked)
    .map(each => ({ type: each, channel: 'email', enabled: false }));
