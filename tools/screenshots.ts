// npm run screenshots: pictures of the main screens with the demo community, for the README and docs/. It needs Chromium
// (Debian's package `chromium`).

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startWeb } from '../e2e/processes.ts';
import { openPath, type VisitOptions, visit } from '../e2e/web/browser.ts';

interface Picture extends VisitOptions {
  name: string;
  /** As `openPath` takes it. */
  path: string;
}

const resident = 'resident1@demo.example';
const manager = 'manager1@demo.example';
const provider = 'provider1@demo.example';
const seller = 'shop1@demo.example';
const admin = 'admin@demo.example';
const phone = { width: 360 } as const;

const pictures: readonly Picture[] = [
  { name: 'home', path: '/', as: resident },
  { name: 'feed', path: '/feed', as: resident },
  { name: 'chat', path: '/chat > a[href*="/chat/"]', as: resident },
  { name: 'report', path: '/tickets > main li a[href^="/tickets/"]', as: resident },
  { name: 'room', path: '/rooms > main li:has-text("Party hall") a', as: resident },
  { name: 'services', path: '/services', as: resident },
  { name: 'shop', path: '/shop', as: resident },
  { name: 'feed-phone', path: '/feed', as: resident, ...phone, dark: true },
  { name: 'new-report-phone', path: '/tickets/new', as: resident, ...phone },
  { name: 'product-phone', path: '/products/tea-pot', as: resident, ...phone },
  { name: 'board', path: '/manage/tickets', as: manager },
  { name: 'building', path: '/manage/building', as: manager, dark: true },
  { name: 'provider', path: '/provide', as: provider },
  { name: 'seller', path: '/sell/products', as: seller },
  { name: 'admin', path: '/admin', as: admin },
];

const folder = fileURLToPath(new URL('../docs/assets/screens/', import.meta.url));
mkdirSync(folder, { recursive: true });
const platform = await startWeb();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  for (const { name, path, ...options } of pictures) {
    const { context, page } = await visit({ browser, url: platform.url }, options);
    await openPath(page, path);
    await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 80 });
    await context.close();
    console.log(name);
  }
} finally {
  await browser.close();
  await platform.stop();
}
