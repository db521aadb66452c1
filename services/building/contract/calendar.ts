// Endpoints on a building's business hours and holidays.

import { z } from 'zod';
import { endpoint, Id, line, Nothing, pageInput, pageOf } from '#kernel/contract';
import { Day } from './wire.ts';

const managerOfBuilding = { role: 'manager', of: { building: 'buildingId' } } as const;

const Hours = z
  .strictObject({
    weekday: z.int().min(1).max(7).describe('1 is Monday (ISO 8601)'),
    from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is a time such as 08:00'),
    to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is a time such as 18:00, or 24:00'),
  })
  .meta({ id: 'BusinessHours', description: 'Wall time in the building’s zone' });
export type Hours = z.output<typeof Hours>;

export const Calendar = z
  .strictObject({ zone: z.string(), hours: z.array(Hours), holidays: z.array(Day) })
  .meta({ id: 'BusinessCalendar' });

const Holiday = z.strictObject({ date: Day, name: z.string() }).meta({ id: 'Holiday' });

export const getCalendar = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/calendar',
  summary: 'When a building’s management works',
  access: 'row',
  input: z.strictObject({ buildingId: Id }),
  output: Calendar,
  errors: ['not_found'],
});

export const setHours = endpoint({
  method: 'PUT',
  path: '/v1/buildings/:buildingId/calendar',
  summary: 'Set the weekly hours',
  access: managerOfBuilding,
  audit: ['buildingId', 'hours'],
  input: z.strictObject({ buildingId: Id, hours: z.array(Hours).min(1).max(70) }),
  output: Calendar,
  errors: ['not_found'],
});

export const addHoliday = endpoint({
  method: 'POST',
  path: '/v1/buildings/:buildingId/holidays',
  summary: 'Add a day on which nobody works',
  access: managerOfBuilding,
  idempotent: true,
  creates: true,
  input: z.strictObject({ buildingId: Id, date: Day, name: line(80) }),
  output: Holiday,
  errors: ['not_found', 'already_exists'],
});

export const removeHoliday = endpoint({
  method: 'DELETE',
  path: '/v1/buildings/:buildingId/holidays/:date',
  summary: 'Make a holiday a day like others',
  access: managerOfBuilding,
  input: z.strictObject({ buildingId: Id, date: Day }),
  output: Nothing,
  errors: ['not_found'],
});

export const listHolidays = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/holidays',
  summary: 'The holidays of a building by date',
  access: 'row',
  input: z.strictObject({ buildingId: Id, ...pageInput, from: Day.optional() }),
  output: pageOf(Holiday),
  errors: ['not_found'],
});
