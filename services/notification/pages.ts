// The few pages this service shows itself: the local mailbox, and what the signed links of messages open. They work without
// scripts, under the entrance's own Content-Security-Policy.

import type { FileReply } from '#kernel/contract';
import type { Instant } from '#kernel/time';
import type { Locale } from './domain/types.ts';
import { escapeHtml, page } from './templates/frame.ts';

export interface MailboxEntry {
  id: string;
  channel: string;
  recipient: string;
  subject: string;
  createdAt: Instant;
}
export interface MailboxMessage extends MailboxEntry {
  text: string;
  html: string | null;
}

const htmlReply = (content: string): FileReply => ({ mime: 'text/html; charset=utf-8', content });

const channelNames: Record<string, string> = { email: 'E-mail', sms: 'SMS', push: 'Push' };

const mailboxStyle = `
main { max-width: 52rem; }
table { width: 100%; border-collapse: collapse; }
td { padding: .55rem .4rem; border-top: 1px solid #8884; vertical-align: top; }
td:first-child, td:last-child { white-space: nowrap; }
td a { text-decoration: none; overflow-wrap: anywhere; }
iframe { width: 100%; height: 34rem; border: 1px solid #8884; border-radius: 6px; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0; }`;

const time = (at: Instant): string => `<span class="quiet">${at.slice(0, 10)} ${at.slice(11, 19)}</span>`;

/** All messages, newest first; looks again by itself every five seconds. */
export function mailboxPage(entries: readonly MailboxEntry[]): FileReply {
  const rows = entries.map(
    ({ id, channel, recipient, subject, createdAt }) => `<tr>
<td class="quiet">${channelNames[channel] ?? escapeHtml(channel)}</td>
<td><a href="/api/v1/mailbox/${id}">${escapeHtml(subject)}</a><br><span class="quiet">${escapeHtml(recipient)}</span></td>
<td>${time(createdAt)}</td>
</tr>`,
  );
  const list = rows.length > 0 ? `<table>${rows.join('\n')}</table>` : '<p>Nothing has been sent yet.</p>';
  return htmlReply(
    page(
      'en',
      'Mailbox',
      `<main>
<div class="card">
<h1>Mailbox</h1>
<p class="quiet">What would have gone out by e-mail, SMS and push. It stays on this machine until SMTP_URL and the other
providers are set. Times are UTC.</p>
${list}
</div>
</main>`,
      mailboxStyle,
    ).replace('<head>', '<head>\n<meta http-equiv="refresh" content="5">'),
  );
}

/** One message. Its HTML stands in a frame that may run nothing; its links open beside it. */
export function messagePage({ channel, recipient, subject, createdAt, text, html }: MailboxMessage): FileReply {
  const framed = html?.replace('<head>', '<head><base target="_blank">');
  const shown = framed
    ? `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="The message" srcdoc="${escapeHtml(framed)}"></iframe>`
    : '';
  return htmlReply(
    page(
      'en',
      subject,
      `<main>
<p><a href="/api/v1/mailbox">← Mailbox</a></p>
<div class="card">
<h1>${escapeHtml(subject)}</h1>
<p class="quiet">${channelNames[channel] ?? escapeHtml(channel)} to ${escapeHtml(recipient)}, ${time(createdAt)}</p>
${shown}
<pre>${withLinks(text)}</pre>
</div>
</main>`,
      mailboxStyle,
    ),
  );
}

const withLinks = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, index) =>
      index % 2 === 1 ? `<a href="${escapeHtml(part)}" rel="noopener">${escapeHtml(part)}</a>` : escapeHtml(part),
    )
    .join('');

const linkTexts = {
  en: {
    unsubscribe: { title: 'No more of these e-mails?', button: 'Unsubscribe' },
    unsubscribed: { title: 'You will get no more e-mails of this kind.' },
    acknowledge: { title: 'Have you read the warning?', button: 'I have read it' },
    acknowledged: { title: 'Thank you. The management knows that you have read it.' },
  },
  de: {
    unsubscribe: { title: 'Keine dieser E-Mails mehr?', button: 'Abbestellen' },
    unsubscribed: { title: 'Sie erhalten keine E-Mails dieser Art mehr.' },
    acknowledge: { title: 'Haben Sie die Warnung gelesen?', button: 'Ich habe sie gelesen' },
    acknowledged: { title: 'Danke. Die Hausverwaltung weiß, dass Sie sie gelesen haben.' },
  },
} as const satisfies Record<Locale, Record<string, { title: string; button?: string }>>;

/** What a link asks or says; `detail` is shown below it. */
export function linkPage(locale: Locale, step: keyof (typeof linkTexts)['en'], detail = ''): FileReply {
  const texts: { title: string; button?: string } = linkTexts[locale][step];
  const form = texts.button
    ? `<form method="post"><button name="List-Unsubscribe" value="One-Click">${texts.button}</button></form>`
    : '';
  return htmlReply(
    page(
      locale,
      texts.title,
      `<main><div class="card">
<h1>${texts.title}</h1>
${detail ? `<p>${escapeHtml(detail)}</p>` : ''}
${form}
</div></main>`,
    ),
  );
}
