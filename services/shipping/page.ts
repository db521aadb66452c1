// The page that the link in a mail opens. It works without scripts, under the entrance's own Content-Security-Policy.

import type { FileReply } from '#kernel/contract';
import type { TrackingKind } from './contract/wire.ts';
import type { ParcelRow } from './queries/shipments.ts';

const words: Record<TrackingKind, string> = {
  pending: 'The seller prepares the parcel',
  labelled: 'The label is printed',
  handed_over: 'The carrier has the parcel',
  in_transit: 'On its way',
  ready_for_pickup: 'Ready to be fetched',
  delivered: 'Delivered',
  failed: 'Not delivered',
  cancelled: 'Cancelled',
  packed: 'Packed',
  split: 'Some pieces come in another parcel',
  delayed: 'Delayed',
  slot_moved: 'The chosen time was full: it comes in the next free one',
  slot_none_free: 'The chosen time was full: it comes as soon as it can',
  pieces_cancelled: 'Some pieces were cancelled',
  cancelled_too_late: 'Cancelled when the carrier had it already',
  handover_changed: 'Another hand-over was chosen',
  address_changed: 'It goes to another address',
  address_kept: 'It was fetched before, and goes to the former address',
  returning: 'On its way back to the seller',
};

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, char => entities[char]!);

const style = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 36rem; padding: 0 1rem; color-scheme: light dark; }
ol { list-style: none; padding: 0; } li { padding: .6rem 0; border-top: 1px solid #8884; }
.quiet { opacity: .7; font-size: .85rem; } .code { font: 700 2.4rem ui-monospace, monospace; letter-spacing: .2em; }
a { overflow-wrap: anywhere; }`;

interface Shown {
  parcel: ParcelRow;
  timeline: readonly { kind: TrackingKind; at: string; place: string | null; note: string | null }[];
  /** Only for its recipient, only while it waits. */
  code: string | null;
  /** The same page without the code, to be given to others. */
  shareUrl: string | null;
}

/** Where a parcel is, the newest first. */
export function trackingPage({ parcel, timeline, code, shareUrl }: Shown): FileReply {
  const rows = timeline.toReversed().map(({ kind, at, place, note }) => {
    const where = [place, note].filter(Boolean).map(text => escapeHtml(String(text)));
    return `<li>${[words[kind], ...where].join(' · ')}<br><span class="quiet">${at.slice(0, 10)} ${at.slice(11, 16)} UTC</span></li>`;
  });
  const codePart = code ? `<p>Your code to fetch it:</p><p class="code">${code}</p>` : '';
  const share = shareUrl
    ? `<p class="quiet">To share: <a href="${escapeHtml(shareUrl)}">this page without the code</a></p>`
    : '';
  return {
    mime: 'text/html; charset=utf-8',
    content: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer"><title>Parcel ${parcel.tracking_number}</title><style>${style}</style></head>
<body><main><h1>${words[parcel.state as TrackingKind]}</h1>
<p class="quiet">${escapeHtml(parcel.carrier)} · ${parcel.tracking_number}</p>
${codePart}<ol>${rows.join('\n')}</ol>${share}</main></body></html>`,
  };
}
