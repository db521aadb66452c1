// A calendar as text (RFC 5545). Times are in UTC, so that no calendar has to know our zones.

import type { Instant } from '#kernel/time';

export interface CalendarEvent {
  uid: string;
  /** Goes up with each change. */
  sequence: number;
  startsAt: Instant;
  endsAt: Instant;
  summary: string;
  description: string;
  confirmed: boolean;
}

/** `a, b; c` as a value: commas, semicolons and backslashes are escaped, line breaks written as `\n`. */
export const escapeText = (text: string): string =>
  text.replace(/[\\;,]/g, found => `\\${found}`).replace(/\r\n|\r|\n/g, '\\n');

/** No line has more than 75 octets; what is longer goes on in lines that begin with a space. No character is cut. */
export function foldLine(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}

/** `2026-03-02T09:00:00.000Z` → `20260302T090000Z` */
const utc = (instant: Instant): string => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;

/** The whole calendar. */
export function calendarText({
  name,
  stamp,
  events,
}: {
  name: string;
  stamp: Instant;
  events: readonly CalendarEvent[];
}): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Agora//Bookings//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...events.flatMap(event => [
      'BEGIN:VEVENT',
      `UID:${event.uid}`,
      `DTSTAMP:${utc(stamp)}`,
      `SEQUENCE:${event.sequence}`,
      `DTSTART:${utc(event.startsAt)}`,
      `DTEND:${utc(event.endsAt)}`,
      `SUMMARY:${escapeText(event.summary)}`,
      ...(event.description === '' ? [] : [`DESCRIPTION:${escapeText(event.description)}`]),
      `STATUS:${event.confirmed ? 'CONFIRMED' : 'TENTATIVE'}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(foldLine).join('\r\n')}\r\n`;
}
