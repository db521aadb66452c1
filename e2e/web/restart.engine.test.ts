// Two neighbours talk while the platform is killed and started again: what they write meanwhile waits, and arrives once.

import { expect, test } from 'vitest';
import { openWeb, visit } from './browser.ts';
import { openChannel, say } from './talk.ts';

const web = openWeb({ alone: true });

test('a conversation goes on when the platform comes back, without a word lost or said twice', async () => {
  const ada = await visit(web, { as: 'resident1@demo.example' });
  const ben = await visit(web, { as: 'resident2@demo.example', width: 360 });
  for (const { page } of [ada, ben]) await openChannel(page, 'Garden');
  await say(ada.page, 'before it goes');
  await ben.page.getByText('before it goes').waitFor();

  const back = web.restart();
  // It is gone for some seconds; nobody reloads.
  await say(ada.page, 'while it is away');
  await say(ben.page, 'me too');
  await back;
  await ben.page.getByText('while it is away').waitFor({ timeout: 60_000 });
  await ada.page.getByText('me too').waitFor({ timeout: 60_000 });
  await say(ben.page, 'after it came back');
  await ada.page.getByText('after it came back').waitFor();
  for (const { page } of [ada, ben])
    for (const words of ['before it goes', 'while it is away', 'me too', 'after it came back'])
      expect(await page.getByText(words).count()).toBe(1);
  expect(new URL(ada.page.url()).pathname).toMatch(/^\/chat\//);
  await ada.context.close();
  await ben.context.close();
});
