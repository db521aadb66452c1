// The way out to phones and browsers.

import type { Outcome } from './outcome.ts';

/** Where a device is reached: a token of Firebase, or a subscription of a browser (W3C Push API). */
export type Target =
  | { kind: 'fcm'; token: string }
  | { kind: 'web_push'; endpoint: string; keys: { p256dh: string; auth: string } };

export interface Push<T extends Target = Target> {
  userId: string;
  target: T;
  /** One device shows one message of this id, however often it is sent. */
  notificationId: string;
  title: string;
  body: string;
  url: string;
  urgent: boolean;
}

export interface PushPort<T extends Target = Target> {
  send(push: Push<T>): Promise<Outcome>;
}

/** How long a push service keeps a message for a device that is away. */
export const keepSeconds = 24 * 3_600;
