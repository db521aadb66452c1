// Tries operations over HTTP as people of the house, and learns from the answers what exists.

import type { Endpoint } from '../../kernel/contract.ts';
import { errorCodes, toProblem } from '../../kernel/errors.ts';
import { col } from '../../kernel/sql/columns.ts';
import { type House, type Person, signIn } from './house.ts';
import { fieldsOf, generator, type Input, withoutUndefined } from './inputs.ts';
import type { Kitchen } from './kitchen.ts';
import { addressesIn, Ids, insiders, outputName } from './known.ts';
import { onlyByRecipe, recipes } from './recipes.ts';

/** Somebody who tries, and what they have seen. */
interface Actor {
  name: string;
  person: Person;
  ids: Ids;
  generate: ReturnType<typeof generator>;
}

export interface Trial {
  /** Tries one operation as one person after the other until one is let through. */
  attempt(endpoint: Endpoint, round: number): Promise<void>;
  /** Lets an hour pass, with its jobs and the events of what was done before. */
  rest(): Promise<void>;
  /** What each operation was answered, by its name. */
  statuses: ReadonlyMap<string, ReadonlySet<number>>;
  /** The 5xx, with what was sent; the jobs and the handlers of events that failed. */
  failures: readonly string[];
}

export const nameOf = ({ service, name }: Endpoint): string => `${service}.${name}`;

type Ask = (endpoint: Endpoint, input: Input, actor: Actor) => Promise<Response>;

/** Asks, and notes what came of it. */
function asking(house: House, statuses: Map<string, Set<number>>, failures: string[]): Ask {
  return async (endpoint, input, actor) => {
    const send = () => house.request(endpoint, input, actor.person);
    let response = await send();
    // Sessions end on the way, by logout for one; public endpoints mean something else by 401.
    if (response.status === 401 && endpoint.access !== 'public' && actor.name) {
      actor.person = await house.signIn(actor.name);
      response = await send();
    }
    const name = nameOf(endpoint);
    statuses.set(name, (statuses.get(name) ?? new Set()).add(response.status));
    if (response.status >= 500)
      failures.push(`${name} as ${actor.name} with ${JSON.stringify(input)}: ${await response.clone().text()}`);
    return response;
  };
}

export async function openTrial(house: House, known: Ids, seed: number): Promise<Trial> {
  const statuses = new Map<string, Set<number>>();
  const failures: string[] = [];
  /** Inputs that addresses in answers carry. */
  const links = new Map<Endpoint, Input[]>();
  const actorOf = (name: string, person: Person): Actor => {
    const ids = new Ids(known);
    return { name, person, ids, generate: generator(ids) };
  };
  const actors = await Promise.all(insiders.map(async name => actorOf(name, await house.signIn(name))));
  const kitchen = kitchenOf(house, actors);

  const ask = asking(house, statuses, failures);

  /** Remembers what an answer shows; asks for the next page where there is one. */
  async function learn(endpoint: Endpoint, input: Input, actor: Actor, response: Response): Promise<void> {
    const text = await response.text();
    for (const [target, carried] of addressesIn(text, house.endpoints))
      links.set(target, [carried, ...(links.get(target) ?? [])].slice(0, 20));
    if (!response.headers.get('content-type')?.startsWith('application/json')) return;
    const answer: unknown = JSON.parse(text);
    for (const ids of [actor.ids, known]) ids.harvest(answer, outputName(endpoint), endpoint.service);
    const cursor = (answer as { nextCursor?: string | null }).nextCursor;
    if (cursor && !input.cursor) await ask(endpoint, { ...input, cursor }, actor);
  }

  /** Follows what led to an endpoint, as whoever comes first. */
  async function follow(endpoint: Endpoint): Promise<void> {
    const inputs = links.get(endpoint) ?? [];
    links.delete(endpoint);
    for (const input of inputs) {
      const response = await ask(endpoint, input, actors[0]!);
      if (response.ok) await learn(endpoint, input, actors[0]!, response);
    }
  }

  return {
    statuses,
    failures,
    async attempt(endpoint, round) {
      await follow(endpoint);
      const cooked = round % 2 === 0 || fieldsOf(endpoint).length === 0 || onlyByRecipe.has(nameOf(endpoint));
      const made = cooked ? await cook(endpoint, kitchen, failures) : undefined;
      const turns = made?.as
        ? [actorOf('', made.as)]
        : actors.map((_, turn) => actors[(turn + round) % actors.length]!);
      for (const [turn, actor] of turns.entries()) {
        const generated = actor.generate(endpoint, seed + round * actors.length + turn);
        const input = withoutUndefined({ ...generated, ...made?.input });
        const response = await ask(endpoint, input, actor);
        if (!response.ok) continue;
        await learn(endpoint, input, actor, response);
        break;
      }
    },
    async rest() {
      await house.t.advance('1h').catch(error => failures.push(String(error)));
      // Access tokens live for minutes.
      for (const actor of actors) actor.person = await house.signIn(actor.name);
      for (const { service, db } of house.running)
        for (const { name, last_error } of await db.many({ name: col.text, last_error: col.text })`
          select name, last_error from jobs where last_error is not null`)
          failures.push(`the job ${name} of ${service.name} failed: ${last_error}`);
    },
  };
}

/** What the recipe of an operation makes. That it cannot be made in a house which inputs have changed is no failure. */
async function cook(endpoint: Endpoint, kitchen: Kitchen, failures: string[]) {
  try {
    return await recipes[nameOf(endpoint)]?.(kitchen);
  } catch (error) {
    const { code, detail } = toProblem(error);
    if (errorCodes[code].status >= 500) failures.push(`the recipe of ${nameOf(endpoint)}: ${detail} ${error}`);
    return undefined;
  }
}

function kitchenOf(house: House, actors: readonly Actor[]): Kitchen {
  const personOf = (name: (typeof insiders)[number]): Person => actors[insiders.indexOf(name)]!.person;
  // Those of the first building, but the two who act and are known by name; then those of the others, for what needs no
  // home there. Without anybody left a recipe would fail, and whoever acts would delete their own account instead.
  const others = [
    [3, 38],
    [123, 38],
    [41, 80],
    [161, 40],
  ].flatMap(([first, length]) => Array.from({ length: length! }, (_, index) => `resident${first! + index}`));
  let counted = 0;
  return {
    t: house.t,
    get admin() {
      return personOf('admin');
    },
    get manager() {
      return personOf('manager1');
    },
    get resident() {
      return personOf('resident1');
    },
    someone: () => signIn(house.t, `${others.shift()}@demo.example`),
    count: () => ++counted,
  };
}
