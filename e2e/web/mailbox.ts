// What the platform mails, read on the local mailbox page.

import { setTimeout } from 'node:timers/promises';
import type { Web } from './browser.ts';

/** The link of the newest mail to an address, waited for. */
export async function linkTo({ url }: Web, email: string, path: string): Promise<string> {
  for (let attempt = 0; attempt < 40; attempt++) {
    const list = await (await fetch(`${url}/api/v1/mailbox`)).text();
    for (const [, id] of list.matchAll(/mailbox\/([0-9a-f-]{36})/g)) {
      const mail = await (await fetch(`${url}/api/v1/mailbox/${id}`)).text();
      const link = new RegExp(`https?://[^"<\\s]*(/${path}\\?token=[\\w.-]+)`).exec(mail)?.[1];
      if (mail.includes(email) && link) return link;
    }
    await setTimeout(250);
  }
  throw new Error(`no mail to ${email} leads to ${path}`);
}
