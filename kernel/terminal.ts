// What the command prints for people.

// Whoever reads may go away (`agora start | head`); the platform goes on without.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

/** One line on standard output. */
export const print = (line = ''): void => void process.stdout.write(`${line}\n`);
/** One line on standard error. */
export const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** Rows under their headings, each column as wide as its widest cell. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, index) => Math.max(heading.length, ...rows.map(row => row[index]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index]!))
      .join('  ')
      .trimEnd();
  return [line(headings), line(widths.map(width => '─'.repeat(width))), ...rows.map(line)].join('\n');
}

/** A bar on standard error that fills as a task goes on; where nobody watches, a line for every tenth. */
export function progressBar(total: number) {
  const { stderr } = process;
  const width = 30;
  let tenth = 0;
  return {
    show(done: number, note: string): void {
      const share = total > 0 ? Math.min(1, done / total) : 1;
      const percent = `${Math.floor(share * 100)} %`.padStart(5);
      const filled = Math.round(share * width);
      if (stderr.isTTY)
        stderr.write(`\r${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${percent}  ${note}\u001b[K`);
      else if (Math.floor(share * 10) > tenth) {
        tenth = Math.floor(share * 10);
        complain(`${percent}  ${note}`);
      }
    },
    end(): void {
      if (stderr.isTTY) stderr.write('\n');
    },
  };
}
