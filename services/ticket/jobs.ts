// What ticket does by the clock.

import { dropForgotten } from '#kernel/forgotten';
import { ticketService } from './definition.ts';
import { closeResolved } from './sweeps/auto-close.ts';
import { sweepClocks } from './sweeps/clocks.ts';
import { runSchedules } from './sweeps/schedules.ts';

export const jobs = [
  ticketService.job('sla-sweep', '30s', sweepClocks),
  ticketService.job('auto-close', '10m', closeResolved),
  ticketService.job('preventive-schedules', '1m', runSchedules),
  ticketService.job('drop-forgotten', '1d', dropForgotten),
];
