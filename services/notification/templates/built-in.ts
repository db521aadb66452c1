// The templates that come with the platform; one of the database goes before them.

import type { Locale, TypeName } from '../domain/types.ts';
import { accountDe } from './account.de.ts';
import { accountEn } from './account.en.ts';
import { bookingDe } from './booking.de.ts';
import { bookingEn } from './booking.en.ts';
import { chatDe } from './chat.de.ts';
import { chatEn } from './chat.en.ts';
import { communityDe } from './community.de.ts';
import { communityEn } from './community.en.ts';
import { groupBuyDe } from './group-buy.de.ts';
import { groupBuyEn } from './group-buy.en.ts';
import { homeDe } from './home.de.ts';
import { homeEn } from './home.en.ts';
import type { Texts } from './letter.ts';
import { marketDe } from './market.de.ts';
import { marketEn } from './market.en.ts';
import { shopDe } from './shop.de.ts';
import { shopEn } from './shop.en.ts';
import { ticketDe } from './ticket.de.ts';
import { ticketEn } from './ticket.en.ts';

export const builtIn: Record<Locale, Record<TypeName, Texts>> = {
  en: {
    ...ticketEn,
    ...homeEn,
    ...accountEn,
    ...communityEn,
    ...chatEn,
    ...shopEn,
    ...groupBuyEn,
    ...bookingEn,
    ...marketEn,
  },
  de: {
    ...ticketDe,
    ...homeDe,
    ...accountDe,
    ...communityDe,
    ...chatDe,
    ...shopDe,
    ...groupBuyDe,
    ...bookingDe,
    ...marketDe,
  },
};
