// CSV as RFC 4180 has it, safe to open in a spreadsheet.

/** A cell that a spreadsheet would take for a formula begins with one of these (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r]/;

/** One cell: text that would run as a formula is shown as text. */
function cell(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows of cells as lines. */
export const csvLines = (rows: readonly (readonly string[])[]): string =>
  rows.map(row => `${row.map(cell).join(',')}\r\n`).join('');
