import { z } from 'zod';

/** The rule for a field that may be none: what was emptied is. */
export const orNull = <T extends z.ZodType>(rule: T) => z.preprocess(value => (value === '' ? null : value), rule);

/** The rule for a field that may be left out: what was emptied is. */
export const orLeftOut = <T extends z.ZodType>(rule: T) =>
  z.preprocess(value => (value === '' ? undefined : value), rule);
