// E-mail over SMTP (RFC 5321): any server, SendGrid and Amazon SES through theirs.

import nodemailer from 'nodemailer';
import type { MailPort } from './mail.ts';
import type { Outcome } from './outcome.ts';

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** Builds the adapter; connections are opened when there is something to send. */
export function smtpMail(url: string, from: string): MailPort {
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 8,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...timeouts,
  });
  return {
    async send({ messageId, to, subject, text, html, unsubscribeUrl }) {
      try {
        const { response } = await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId,
          headers: {
            'Auto-Submitted': 'auto-generated',
            ...(unsubscribeUrl && {
              'List-Unsubscribe': `<${unsubscribeUrl}>`,
              'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            }),
          },
        });
        return { kind: 'sent', provider: 'smtp', response };
      } catch (error) {
        return failed(error as SmtpError);
      }
    },
    close: () => transport.close(),
  };
}

type SmtpError = Error & { responseCode?: number; command?: string; code?: string };

/** 5xx to a message is final (RFC 5321, 4.2.1); to a login it is a setting somebody will mend. */
function failed(error: SmtpError): Outcome {
  const { responseCode = 0, command = '', message: response } = error;
  const aboutMessage = /^(RCPT TO|DATA)$/.test(command);
  if (responseCode < 500 || !aboutMessage) return { kind: 'unavailable', provider: 'smtp', response };
  // 5.7.x is a matter of policy between the servers (RFC 3463), not of the address.
  const gone = command === 'RCPT TO' && [550, 551, 553].includes(responseCode) && !/\b5\.7\.\d/.test(response);
  return { kind: 'refused', provider: 'smtp', response, gone };
}
