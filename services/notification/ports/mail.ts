// The way out by e-mail.

import type { Outcome } from './outcome.ts';

export interface Mail {
  /** The same at every attempt, so that a reader's mailbox shows a repetition once. */
  messageId: string;
  /** Null for an address without an account. */
  userId: string | null;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** One click ends it (RFC 8058); null where it cannot be ended. */
  unsubscribeUrl: string | null;
}

export interface MailPort {
  send(mail: Mail): Promise<Outcome>;
  close(): void;
}
