// The frame every e-mail has, and the look it shares with the service's own pages.

import type { Reader } from './render.ts';
import { frames } from './words.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text made safe to stand in HTML, in an attribute too. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, character => entities[character]!);

/** One calm column, light or dark as the reader has it. */
export const style = `
:root { color-scheme: light dark; }
body { margin: 0; background: #f4f2ee; color: #2b2a28; font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 36rem; margin: 0 auto; padding: 2rem 1.25rem; }
.card { background: #fff; border-radius: 10px; padding: 1.5rem 1.75rem; }
h1 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 1rem; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
li { margin-bottom: .6rem; }
a { color: #2f5d50; }
.button, button { display: inline-block; background: #2f5d50; color: #fff; border: 0; border-radius: 6px;
  padding: .6rem 1.1rem; font: inherit; text-decoration: none; cursor: pointer; }
footer, .quiet { color: #76726b; font-size: .85rem; }
footer { padding: 1rem 1.75rem; }
footer a { color: inherit; }
@media (prefers-color-scheme: dark) {
  body { background: #1d1c1a; color: #e8e5df; }
  .card { background: #282623; }
  a { color: #8fc3b3; }
}`;

/** A whole page of HTML around a body that is safe already. */
export const page = (locale: string, title: string, body: string, extraStyle = ''): string => `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}${extraStyle}</style>
</head>
<body>
${body}
</body>
</html>
`;

/** The HTML of an e-mail: `body` is what its template made. */
export function htmlFrame(subject: string, body: string, reader: Reader): string {
  const { locale, settingsUrl, unsubscribeUrl, guest } = reader;
  const frame = frames[locale];
  const link = (url: string, label: string) => `<a href="${escapeHtml(url)}">${label}</a>`;
  const links = [
    ...(guest ? [] : [link(settingsUrl, frame.settings)]),
    ...(unsubscribeUrl ? [link(unsubscribeUrl, frame.unsubscribe)] : []),
  ];
  return page(
    locale,
    subject,
    `<main>
<div class="card">
<h1>${escapeHtml(subject)}</h1>
${body}
</div>
<footer>${guest ? frame.whyGuest : frame.why}<br>${links.join(' · ')}</footer>
</main>`,
  );
}

/** The text of an e-mail. */
export function textFrame(body: string, { locale, settingsUrl, unsubscribeUrl, guest }: Reader): string {
  const frame = frames[locale];
  const links = guest ? [] : [`${frame.settings}: ${settingsUrl}`];
  if (unsubscribeUrl) links.push(`${frame.unsubscribe}: ${unsubscribeUrl}`);
  return [body.trim(), ['-- ', guest ? frame.whyGuest : frame.why, ...links].join('\n')].join('\n\n');
}
