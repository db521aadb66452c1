// The few pages this service shows itself: the sandbox's, and the one that leads to Razorpay. They work without scripts of
// ours, under the entrance's own Content-Security-Policy unless they say otherwise.

import type { FileReply } from '#kernel/contract';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text made safe to stand in HTML, in an attribute too. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, character => entities[character]!);

const style = `:root{color-scheme:light dark}body{margin:0;background:Canvas;color:CanvasText;font:16px/1.5 system-ui,sans-serif}
main{max-width:26rem;margin:12vh auto;padding:0 1.25rem}h1{font-size:1.25rem}.amount{font-size:1.75rem}
button{font:inherit;padding:.6rem 1.1rem;border:1px solid #2f5d50;border-radius:6px;cursor:pointer;margin-right:.5rem}
button.yes{background:#2f5d50;color:#fff}.quiet{color:GrayText;font-size:.9rem}`;

/** A whole page around a body that is safe already. */
export const page = (title: string, body: string): FileReply => ({
  mime: 'text/html; charset=utf-8',
  content: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body><main>
${body}
</main></body>
</html>
`,
});
