// Whom one is about to name, and who was named in the end.

export interface Named {
  userId: string;
  name: string;
}

/** What is typed after an `@` at the end of `before`, the text up to the cursor; null where nobody is being named. */
export function mentionBegun(before: string): string | null {
  const match = /(?:^|\s)@([\p{L}\p{M}'. -]{0,40})$/u.exec(before);
  return match ? match[1]! : null;
}

/** The text with the name in place of what was typed of it, and where the cursor is then. */
export function withMention(text: string, cursor: number, name: string): { text: string; cursor: number } {
  const before = text.slice(0, cursor);
  const start = before.length - mentionBegun(before)!.length;
  const head = `${before.slice(0, start)}${name} `;
  return { text: head + text.slice(cursor), cursor: head.length };
}

/** The people whose names fit what was typed. */
export const fitting = (people: readonly Named[], typed: string): Named[] => {
  const begun = typed.toLocaleLowerCase();
  return people
    .filter(({ name }) => {
      const whole = name.toLocaleLowerCase();
      return whole.startsWith(begun) || whole.split(/\s+/).some(part => begun !== '' && part.startsWith(begun));
    })
    .slice(0, 6);
};

/** Of those who were chosen, whose name still stands in the text. */
export const stillNamed = (text: string, chosen: readonly Named[]): string[] => [
  ...new Set(chosen.filter(({ name }) => text.includes(`@${name}`)).map(({ userId }) => userId)),
];
