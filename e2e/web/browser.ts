// A real browser in front of a real platform with the demo community: what the tests of the web app stand on.

import { setTimeout } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { startWeb, type WebPlatform } from '../processes.ts';

export interface Web {
  url: string;
  browser: Browser;
  /** Where its data is, and what kills it and starts it again; only where the file has a platform of its own. */
  folder: string;
  restart(): Promise<void>;
}

/** Opens the browser for the tests of a file. Their platform is that of the whole run, at `AGORA_TEST_WEB_URL`; where there
 * is none, or the file is about to disturb it, the file has its own. */
export function openWeb({ alone = false } = {}): Web {
  const web = {} as Web;
  let platform: WebPlatform | undefined;
  beforeAll(async () => {
    web.browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    const shared = alone ? undefined : process.env.AGORA_TEST_WEB_URL;
    if (!shared) platform = await startWeb();
    Object.assign(web, platform ?? { url: shared });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await tell(web.browser);
  });
  afterAll(async () => {
    await web.browser?.close();
    await platform?.stop();
  });
  return web;
}

/** Adds to a failed test what people saw: what a page shows is most of the cause. */
async function tell(browser: Browser): Promise<never> {
  const pages = browser.contexts().flatMap(context => context.pages());
  const seen = pages.map(async page => `${page.url()} showed:\n${await page.locator('body').ariaSnapshot()}`);
  throw new Error((await Promise.all(seen)).join('\n\n'));
}

export const password = 'agora-demo';

/** With `AGORA_TEST_WEB_DELAY_MS` every answer comes late, by chance up to so much: a test that acts on the page it is about
 * to leave, or does not wait for what it needs, fails then and not once a week. */
const mostDelayMs = Number(process.env.AGORA_TEST_WEB_DELAY_MS ?? 0);

const delay = (context: BrowserContext): Promise<unknown> =>
  context.route('**/*', async route => {
    await setTimeout(Math.random() * mostDelayMs);
    await route.continue().catch(() => {});
  });

const byte = (): number => Math.floor(Math.random() * 256);

export interface Visit {
  context: BrowserContext;
  page: Page;
  /** What the console and the page complained of. */
  complaints: string[];
}

export interface VisitOptions {
  width?: number;
  dark?: boolean;
  /** Signed in as this person, by clicking. */
  as?: string;
}

/** A browser of its own: nothing is shared with another visit. */
export async function visit(
  { browser, url }: Pick<Web, 'browser' | 'url'>,
  { width = 1440, dark = false, as }: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: width < 600 ? 740 : 900 },
    colorScheme: dark ? 'dark' : 'light',
    locale: 'en-GB',
    // Everybody comes from an address of their own, as signing in is limited by address.
    extraHTTPHeaders: { 'x-forwarded-for': `10.${byte()}.${byte()}.${byte()}` },
  });
  context.setDefaultTimeout(15_000);
  if (mostDelayMs > 0) await delay(context);
  asked.set(context, watchRequests(context));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(`${new URL(page.url()).pathname}: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${new URL(page.url()).pathname}: ${message.text()}`);
  });
  if (as) {
    await page.goto('/');
    await signIn(page, as);
  }
  return { context, page, complaints };
}

/** Fills in the sign-in page and waits until one is inside. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('#content').waitFor();
}

/** What a context has asked for and not got yet. */
const asked = new WeakMap<BrowserContext, Set<Request>>();

function watchRequests(context: BrowserContext): Set<Request> {
  const open = new Set<Request>();
  context.on('request', request => open.add(request));
  context.on('requestfinished', request => open.delete(request));
  context.on('requestfailed', request => open.delete(request));
  return open;
}

/** Waits until for a sixth of a second nothing is asked for and nothing stands for what is to come. */
export async function settle(page: Page): Promise<void> {
  const open = asked.get(page.context())!;
  const deadline = Date.now() + 30_000;
  for (let calm = 0; calm < 4; ) {
    await page.waitForTimeout(40);
    const waits = open.size > 0 || (await page.locator('.animate-wait').count()) > 0;
    calm = waits ? 0 : calm + 1;
    if (Date.now() > deadline) throw new Error(`still waits for ${[...open].map(request => request.url())}`);
  }
}

/** Goes to an address, or by clicks on what is found there to another: `/feed > article a`. */
export async function openPath(page: Page, path: string): Promise<void> {
  const [address, ...way] = path.split(' > ');
  await page.goto(address!);
  await settle(page);
  for (const then of way) {
    await page.locator(then).first().click();
    await settle(page);
  }
}

/** Asks the API as a person, as a program would. */
export async function api({ url }: Web, email: string, secret = password) {
  const call = async (path: string, method = 'GET', body?: object, token?: string) => {
    const reply = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await reply.json().catch(() => ({}))) as Record<string, never>;
  };
  const { accessToken } = await call('/sessions', 'POST', { email, password: secret });
  return (path: string, method?: string, body?: object) => call(path, method, body, accessToken);
}
