// Every screen at both widths at once, one of them in the dark: no horizontal scroll, nothing in the console, nothing serious for
// axe. Which width is the dark one takes turns.

import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { openPath, openWeb, type Visit, visit } from './browser.ts';
import { type ScreenCase, screens } from './screens.ts';

const web = openWeb();
const table: string[] = [];
const visits = new Map<string, Visit>();

/** One visit for each person, width and theme: signing in is limited. */
async function visitFor(as: string | null, width: number, dark: boolean): Promise<Visit> {
  const key = `${as} ${width} ${dark}`;
  const known = visits.get(key) ?? (await visit(web, { width, dark, ...(as && { as }) }));
  visits.set(key, known);
  return known;
}

/** What is seriously wrong for people who use a keyboard or a screen reader, as `rule: element`. */
async function obstacles(page: Page): Promise<string[]> {
  // Text that still fades in has too little contrast for a moment.
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
  });
}

/** Looks at a screen at one width; gives what is wrong with it. */
async function look({ as, path, refused }: ScreenCase, width: number, dark: boolean) {
  const { page, complaints } = await visitFor(as, width, dark);
  complaints.length = 0;
  await openPath(page, path);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  const found = await obstacles(page);
  const kept = complaints.filter(each => !(refused && each.includes('Failed to load resource')));
  return { overflow, found, complaints: kept };
}

const mark = (good: boolean): string => (good ? 'ok' : 'BAD');

test.each(screens.map((screen, index) => ({ ...screen, index })))('$name at 360 and 1440 px', async screen => {
  const looks = await Promise.all(
    [360, 1440].map(async (width, turn) => {
      const dark = (screen.index + turn) % 2 === 0;
      return { width, dark, ...(await look(screen, width, dark)) };
    }),
  );
  for (const { width, dark, overflow, complaints, found } of looks) {
    table.push(
      `${screen.name.padEnd(22)} ${String(width).padStart(5)} ${dark ? 'dark ' : 'light'} ` +
        `scroll ${mark(overflow <= 0)}  console ${mark(complaints.length === 0)}  axe ${mark(found.length === 0)}`,
    );
    expect.soft(overflow, `horizontal scroll in px at ${width}`).toBeLessThanOrEqual(0);
    expect.soft(complaints, `at ${width} px`).toEqual([]);
    expect.soft(found, `at ${width} px`).toEqual([]);
  }
});

afterAll(async () => {
  console.log(table.join('\n'));
  for (const { context } of visits.values()) await context.close();
});
