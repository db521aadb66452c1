// Promises are kept in minutes and typed in hours.

/** `4` or `0,5` → minutes; null for nothing, undefined for what is no number of hours. */
export function minutesOf(typed: string): number | null | undefined {
  const text = typed.trim().replace(',', '.');
  if (text === '') return null;
  return /^\d{1,5}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 60) : undefined;
}

/** 90 → `1.5`, to be typed on. */
export const typedHours = (minutes: number | null): string =>
  minutes === null ? '' : String(Math.round((minutes / 60) * 100) / 100);
