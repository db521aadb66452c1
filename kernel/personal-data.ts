// What a service knows about somebody. Each that knows anything declares `exportPersonalData: personalData('ticket')` in
// its contract; profile asks them all, for somebody's export and again after an account is gone.

import { z } from 'zod';
import { endpoint, Id } from './contract.ts';

/** Rows by the name of what they are, without what only the service itself can use. */
export const PersonalData = z
  .record(z.string(), z.array(z.record(z.string(), z.unknown())))
  .meta({ id: 'PersonalData' });
export type PersonalData = z.output<typeof PersonalData>;

export const personalData = (service: string) =>
  endpoint({
    method: 'POST',
    path: `/v1/internal/personal-data/${service}`,
    summary: 'Everything kept here about somebody',
    access: 'service',
    deadlineMs: 30_000,
    input: z.strictObject({ userId: Id }),
    output: PersonalData,
  });
