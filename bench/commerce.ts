// The shop: reads, putting into a cart, and a guest's whole journey to a paid order, over HTTP from a second process.

import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { seedId } from '#kernel/seed';
import { type RunningAgora, runAgora, tellAgora } from './agora.ts';
import { fillBareShop } from './commerce/bare-shop.ts';
import { shopCsv, shopProducts } from './commerce/shop-data.ts';
import { type Bought, startShoppers } from './commerce/shoppers.ts';
import { barePool, type Lab } from './lab.ts';
import { startLoader } from './load.ts';
import { type Bench, milliseconds, percent, type Row, rate, takeTurns } from './measure.ts';

const rounds = 3;
const clients = 16;
const seconds = 4;
/** Nobody is slowed by a limit, and everybody is served. */
const unlimited = { AGORA_GATEWAY_USER_PER_MINUTE: '100000000', AGORA_GATEWAY_ADDRESS_PER_MINUTE: '100000000' };

interface Sides {
  agora: RunningAgora;
  bareUrl: string;
  ids: Record<'agora' | 'bare', string[]>;
}

async function run(lab: Lab): Promise<Row[]> {
  const data = await lab.newFolder();
  const agora = await runAgora(data, unlimited);
  const adminUrl = (await readFile(join(data, 'postgres.url'), 'utf8')).trim();
  const bare = await startBare(adminUrl);
  try {
    const csv = join(data, 'bench.csv');
    await writeFile(csv, shopCsv());
    await tellAgora(data, ['import', 'products', csv, '--vendor', 'demo']);
    const sides = { agora, bareUrl: bare.url, ids: { agora: await variantsOf(agora.url), bare: bare.variantIds } };
    const rows = [...(await reads(sides)), ...(await purchases(sides))];
    const megabytes = await agora.megabytes('VmHWM');
    return [
      ...rows,
      plain('peak memory of the Node process', `${Math.round(megabytes)} MB`),
      plain('pgbench TPC-B on the same server', await pgbench(adminUrl)),
    ];
  } finally {
    bare.stop();
    await agora.stop();
  }
}

/** The program of bare-shop.ts in a process of its own, on a database of its own of the same server. */
async function startBare(adminUrl: string): Promise<{ url: string; variantIds: string[]; stop(): void }> {
  const admin = barePool(adminUrl);
  await admin.query('create database bare_shop');
  await admin.end();
  const url = Object.assign(new URL(adminUrl), { pathname: '/bare_shop' }).href;
  const pool = barePool(url);
  const variantIds = await fillBareShop(pool);
  await pool.end();
  const program = fileURLToPath(new URL('./commerce/bare-shop.ts', import.meta.url));
  const child = fork(program, [url], { execArgv: [] });
  const [address] = (await once(child, 'message')) as [string];
  return { url: address, variantIds, stop: () => child.disconnect() };
}

/** The variants of the imported products. */
async function variantsOf(url: string): Promise<string[]> {
  const ids: string[] = [];
  for (const { handle } of shopProducts().slice(0, 200)) {
    const reply = await fetch(`${url}/api/v1/products/${handle}`);
    const { variants } = (await reply.json()) as { variants: { id: string }[] };
    ids.push(...variants.map(({ id }) => id));
  }
  return ids;
}

async function reads({ agora, bareUrl }: Sides): Promise<Row[]> {
  const loader = startLoader();
  const slug = shopProducts()[500]!.handle;
  const paths = [
    { what: 'list of 20 products', ours: '/api/v1/products?limit=20', bare: '/products', p97: 10 },
    {
      what: 'list of 20 products, each time others',
      ours: '/api/v1/products?limit=20&maxPrice=10000*',
      bare: '/products',
    },
    { what: 'product detail', ours: `/api/v1/products/${slug}`, bare: `/products/${slug}` },
    {
      what: 'category, price and text',
      ours: '/api/v1/products?category=lamps&minPrice=1000&maxPrice=8000&q=lamps+-x*',
      bare: '/products?type=Lamps&min=1000&max=8000&q=lamps',
    },
  ];
  const rows: Row[] = [];
  try {
    for (const { what, ours, bare, p97 } of paths) {
      const slowest: number[] = [];
      const ask = (url: string) => loader.ask({ url, headers: {}, connections: clients, seconds: 2 });
      const { medians, ratio } = await takeTurns(rounds, {
        ours: async () => {
          const answered = await ask(agora.url + ours);
          slowest.push(answered.p97Ms);
          return answered.perSecond;
        },
        bare: async () => (await ask(bareUrl + bare)).perSecond,
      });
      const share = ratio('ours', 'bare');
      const p97Ms = Math.max(...slowest);
      rows.push({
        what: `${what}, ${clients} clients`,
        ours: `${rate(medians.ours, 'req')}, p97.5 ${milliseconds(p97Ms)}`,
        limit: rate(medians.bare, 'req'),
        result: percent(share),
        goal: p97 ? `≥ 50 %, < ${p97} ms` : '≥ 50 %',
        met: share >= 0.5 && p97Ms < (p97 ?? Infinity),
      });
    }
  } finally {
    loader.close();
  }
  return rows;
}

async function purchases({ agora, bareUrl, ids }: Sides): Promise<Row[]> {
  const shoppers = startShoppers();
  const methodId = seedId('shipping-method:standard');
  const send = (kind: 'agora' | 'bare' | 'add', count: number): Promise<Bought> => {
    const [url, variantIds] = kind === 'bare' ? [bareUrl, ids.bare] : [agora.url, ids.agora];
    return shoppers.send({ url, clients: count, seconds, kind, variantIds, methodId });
  };
  try {
    await send('agora', 8); // The first orders compile the way.
    const rows = [addRow(await send('add', clients))];
    for (const count of [1, 8, clients, 64]) {
      const p95: number[] = [];
      const taken = await takeTurns(count === clients ? rounds : 1, {
        ours: async () => {
          const bought = await send('agora', count);
          p95.push(bought.p95Ms);
          return bought.perSecond;
        },
        bare: async () => (await send('bare', count)).perSecond,
      });
      rows.push(journeyRow(count, taken.medians, taken.ratio('ours', 'bare'), Math.min(...p95)));
    }
    return rows;
  } finally {
    shoppers.close();
  }
}

const addRow = ({ perSecond, p95Ms }: Bought): Row => ({
  what: `add to cart, ${clients} clients`,
  ours: `${rate(perSecond, 'req')}, p95 ${milliseconds(p95Ms)}`,
  limit: '',
  result: milliseconds(p95Ms),
  goal: 'p95 < 20 ms',
  met: p95Ms < 20,
});

function journeyRow(count: number, medians: Record<'ours' | 'bare', number>, share: number, p95Ms: number): Row {
  const judged = count === clients;
  return {
    what: `whole guest checkout, ${count} client${count === 1 ? '' : 's'}`,
    ours: `${rate(medians.ours, 'orders')}, p95 ${milliseconds(p95Ms)}`,
    limit: rate(medians.bare, 'orders'),
    result: percent(share),
    goal: judged ? '≥ 50 %, ≥ 300/s, p95 < 100 ms' : '',
    met: judged ? share >= 0.5 && medians.ours >= 300 && p95Ms < 100 : null,
  };
}

const plain = (what: string, result: string): Row => ({ what, ours: '', limit: '', result, goal: '', met: null });

/** The yardstick of the machine, where Debian's or another PostgreSQL brought `pgbench` along. */
async function pgbench(adminUrl: string): Promise<string> {
  const program = findPgbench();
  if (!program) return 'no pgbench here';
  const pool = barePool(adminUrl);
  await pool.query('create database tpcb');
  await pool.end();
  const url = Object.assign(new URL(adminUrl), { pathname: '/tpcb' }).href;
  await promisify(execFile)(program, ['-i', '-q', '-s', '10', url]);
  const { stdout } = await promisify(execFile)(program, [
    '-c',
    String(clients),
    '-j',
    '2',
    '-T',
    '5',
    '-M',
    'prepared',
    url,
  ]);
  return `${Math.round(Number(/tps = ([\d.]+)/.exec(stdout)?.[1])).toLocaleString('en')} transactions/s`;
}

function findPgbench(): string | undefined {
  const root = '/usr/lib/postgresql';
  try {
    return readdirSync(root)
      .map(version => join(root, version, 'bin/pgbench'))
      .at(-1);
  } catch {
    return undefined;
  }
}

export const commerceBench: Bench = {
  name: 'commerce',
  means:
    'the shop of `agora start` with 1,000 products of 3 variants beside its demo data, asked over HTTP by a second process ' +
    'on the same cores, against a program written by hand with Express and `pg` on the same server: reads by one statement ' +
    '(ours keeps lists and product pages until something in the shop changes, so that there is a row for lists that nobody ' +
    'asked for before), ' +
    'and a guest’s journey of six calls (cart, item, address, ways to send it, choice, order and payment), of which the ' +
    'other makes seven commits statement by statement, checks nothing and tells nobody',
  run,
};
