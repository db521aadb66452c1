// What can be booked in each demo building.

import type { RefundStep } from '../domain/price.ts';
import type { Quota } from '../domain/quota.ts';

export interface DemoResource {
  key: string;
  name: string;
  kind: 'meeting_room' | 'desk' | 'gym' | 'hall';
  description: string;
  capacity: number;
  slotMinutes: number;
  maxSlots: number;
  bufferAfterMinutes: number;
  maxAheadDays: number;
  fee: bigint;
  deposit: bigint;
  terms: string | null;
  refundSteps: RefundStep[];
  quota: Quota | null;
  noShow: { graceMinutes: number; max: number } | null;
  rules: { kind: 'open' | 'closed'; name: string; rrule: string; fromMinute: number; toMinute: number }[];
}

const plain = {
  capacity: 1,
  slotMinutes: 60,
  maxSlots: 4,
  bufferAfterMinutes: 0,
  maxAheadDays: 60,
  fee: 0n,
  deposit: 0n,
  terms: null,
  refundSteps: [],
  quota: null,
  noShow: null,
};
const open = (rrule: string, from: number, to: number) => ({
  kind: 'open' as const,
  name: 'Open',
  rrule,
  fromMinute: from * 60,
  toMinute: to * 60,
});
const cleaning = {
  kind: 'closed' as const,
  name: 'Cleaning',
  rrule: 'FREQ=WEEKLY;BYDAY=MO',
  fromMinute: 720,
  toMinute: 780,
};

export const demoResources: readonly DemoResource[] = [
  {
    ...plain,
    key: 'gym',
    name: 'Gym',
    kind: 'gym',
    description: 'Eight places. Bring a towel and indoor shoes.',
    capacity: 8,
    maxSlots: 2,
    maxAheadDays: 14,
    quota: { of: 'person', per: 'week', max: 5 },
    rules: [open('FREQ=DAILY', 6, 22), cleaning],
  },
  {
    ...plain,
    key: 'meeting-room-1',
    name: 'Meeting room 1',
    kind: 'meeting_room',
    description: 'Six chairs and a screen.',
    slotMinutes: 30,
    maxSlots: 8,
    rules: [open('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 8, 20)],
  },
  {
    ...plain,
    key: 'meeting-room-2',
    name: 'Meeting room 2',
    kind: 'meeting_room',
    description: 'Twelve chairs and a whiteboard.',
    bufferAfterMinutes: 15,
    noShow: { graceMinutes: 20, max: 3 },
    rules: [open('FREQ=DAILY', 8, 21)],
  },
  {
    ...plain,
    key: 'hall',
    name: 'Party hall',
    kind: 'hall',
    description: 'For up to sixty people, with a kitchen.',
    bufferAfterMinutes: 60,
    maxSlots: 12,
    maxAheadDays: 180,
    fee: 8_000n,
    deposit: 20_000n,
    terms: 'Music ends at eleven. The hall is handed back clean, or the deposit pays for it.',
    refundSteps: [
      { hoursBefore: 168, percent: 100 },
      { hoursBefore: 48, percent: 50 },
    ],
    rules: [open('FREQ=DAILY', 10, 24)],
  },
  {
    ...plain,
    key: 'desks',
    name: 'Desks',
    kind: 'desk',
    description: 'Six desks by the window, by the half day.',
    capacity: 6,
    slotMinutes: 240,
    maxSlots: 2,
    maxAheadDays: 30,
    rules: [open('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 8, 16)],
  },
];
