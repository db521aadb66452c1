// Which adapter stands behind each port, by the settings.

import { fail } from '#kernel/errors';
import { type Outgoing, outgoing } from '#kernel/http/outgoing';
import type { NotificationCtx } from '../definition.ts';
import { gathered } from '../gathered.ts';
import type { MailPort } from './mail.ts';
import { smtpMail } from './mail-smtp.ts';
import { localMailbox } from './mailbox.ts';
import type { Push, PushPort } from './push.ts';
import { fcmPush } from './push-fcm.ts';
import { webPush } from './push-web.ts';
import { inTurn, type SmsPort } from './sms.ts';
import { twilioSms } from './sms-twilio.ts';
import { vonageSms } from './sms-vonage.ts';
import { newsIn, type Timeline, type TimelineItem } from './timeline.ts';

export interface Providers {
  mail: MailPort;
  sms: SmsPort;
  push: PushPort;
  timeline: Timeline;
}

const open = new WeakMap<object, Providers>();

/** The adapters of a running service; made on first use, kept until `closeProviders`. */
export function providersOf(ctx: NotificationCtx): Providers {
  let providers = open.get(ctx);
  if (!providers) open.set(ctx, (providers = build(ctx)));
  return providers;
}

/** Closes what the adapters hold open. */
export function closeProviders(ctx: NotificationCtx): void {
  open.get(ctx)?.mail.close();
  open.delete(ctx);
}

function build(ctx: NotificationCtx): Providers {
  const { config } = ctx;
  const out = outgoing({ allowInsecure: config.allowInsecureProviders });
  const mailbox = localMailbox(ctx);
  const sms = smsProviders(config, out);
  return {
    mail: config.smtpUrl ? smtpMail(config.smtpUrl, config.from) : mailbox.mail,
    sms: sms.length > 0 ? inTurn(sms) : mailbox.sms,
    push: pushProviders(ctx, out, mailbox.push),
    timeline: inBatches(newsIn(ctx.db)),
  };
}

/** What several senders add at once is added together. */
function inBatches(timeline: Timeline): Timeline {
  const addOne = gathered<TimelineItem, void>(async items => {
    await timeline.add(items);
    return items.map(() => undefined);
  });
  return { ...timeline, add: async items => void (await Promise.all(items.map(addOne))) };
}

function smsProviders(config: NotificationCtx['config'], out: Outgoing): SmsPort[] {
  const { twilioAccountSid, twilioAuthToken, twilioFrom, vonageApiKey, vonageApiSecret, vonageFrom } = config;
  const providers: SmsPort[] = [];
  if (twilioAccountSid && twilioAuthToken && twilioFrom) {
    const baseUrl = config.twilioUrl;
    providers.push(
      twilioSms({ baseUrl, accountSid: twilioAccountSid, authToken: twilioAuthToken, from: twilioFrom }, out),
    );
  }
  if (vonageApiKey && vonageApiSecret && vonageFrom) {
    const baseUrl = config.vonageUrl;
    providers.push(vonageSms({ baseUrl, apiKey: vonageApiKey, apiSecret: vonageApiSecret, from: vonageFrom }, out));
  }
  return providers;
}

/** Each kind of device by its own service; by the local mailbox where that is not set up. */
function pushProviders({ config, now }: NotificationCtx, out: Outgoing, local: PushPort): PushPort {
  const { fcmServiceAccount, vapidPublicKey: publicKey, vapidPrivateKey: privateKey, vapidSubject: subject } = config;
  const fcm = fcmServiceAccount ? fcmPush(fcmServiceAccount, config.fcmUrl, out, now) : local;
  const web = publicKey && privateKey ? webPush({ subject, publicKey, privateKey }, out) : local;
  return {
    send: (push: Push) => {
      const { target } = push;
      return target.kind === 'fcm' ? fcm.send({ ...push, target }) : web.send({ ...push, target });
    },
  };
}

/** The local mailbox is everybody's to read, so it is shown only where no real mail goes out. Raises `not_found`. */
export function requireMailbox({ config: { smtpUrl, mailbox, nodeEnv } }: NotificationCtx): void {
  if (smtpUrl || !(mailbox ?? nodeEnv !== 'production')) fail('not_found', 'There is no local mailbox here.');
}
