// How a statement goes to PostgreSQL and its rows come back. `pg` connects, signs in and reads the wire; what one of its own
// queries does is done here with less of it:
//
// - BEGIN goes out in one message with the first statement of a transaction, COMMIT in one with the last. Each by itself would
//   wake the server's process and ours, which costs more than many a statement. Commands up to one Sync belong together;
//   where one fails, those behind it are skipped.
// - The rows of a statement are described once a connection. They cannot change under it: PostgreSQL then refuses it.
//
// The protocol: https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY

import pg from 'pg';
import { prepareValue } from 'pg/lib/utils';
import { parserOf } from '../sql/parsers.ts';
import type { Statement } from '../sql/tag.ts';

/** What goes out with a statement. */
export interface Ends {
  begin: boolean;
  commit: boolean;
}

const alone: Ends = { begin: false, commit: false };

/** What came of a statement. */
export interface Answer<Row = Record<string, unknown>> {
  fields: readonly pg.FieldDef[];
  rows: Row[];
  rowCount: number;
}

/** The messages of the extended protocol, as `pg`'s connection sends them, and the statements it has sent for parsing. */
interface Wire {
  parsedStatements: Record<string, string>;
  submittedNamedStatements: Record<string, string>;
  parse(statement: { name: string; text: string }): void;
  bind(what: { statement: string; values?: unknown[] }): void;
  describe(what: { type: 'P' }): void;
  execute(): void;
  sync(): void;
}

/** What the rows of a statement look like; those of one without rows have no fields. */
interface Described {
  fields: readonly pg.FieldDef[];
  parsers: ((text: string) => unknown)[];
}
const none: Described = { fields: [], parsers: [] };
const described = new WeakMap<Wire, Map<string, Described>>();

function knownOn(wire: Wire): Map<string, Described> {
  let known = described.get(wire);
  if (!known) described.set(wire, (known = new Map()));
  return known;
}

function say(wire: Wire, statement: 'begin' | 'commit'): void {
  wire.bind({ statement });
  wire.execute();
}

/** One statement under way. The methods are those `pg` calls, in the order of the answers. */
class Sent {
  /** Under which `pg` notes that it is parsed. */
  readonly name: string;
  readonly text: string;
  readonly #values: unknown[];
  readonly #ends: Ends;
  readonly #over: (error: unknown, answer: Answer) => void;
  #known = new Map<string, Described>();
  #rows: Record<string, unknown>[] = [];
  #rowCount = 0;
  /** How many of its commands are done; the statement's own is the one after BEGIN. */
  #done = 0;
  #failed: unknown;

  constructor({ name, text, values }: Statement, ends: Ends, over: (error: unknown, answer: Answer) => void) {
    this.name = name;
    this.text = text;
    this.#values = values;
    this.#ends = ends;
    this.#over = over;
  }

  /** Sends all of it, or nothing and gives the error. */
  submit(wire: Wire & { stream: { cork(): void; uncork(): void } }): Error | null {
    const { name, text } = this;
    let values: unknown[];
    try {
      values = this.#values.map(value => prepareValue(value));
    } catch (error) {
      return error as Error;
    }
    this.#known = knownOn(wire);
    wire.stream.cork();
    if (this.#ends.begin) say(wire, 'begin');
    if (!(name in wire.parsedStatements || name in wire.submittedNamedStatements)) {
      wire.parse({ name, text });
      wire.submittedNamedStatements[name] = text;
    }
    wire.bind({ statement: name, values });
    if (!this.#known.has(name)) wire.describe({ type: 'P' });
    wire.execute();
    if (this.#ends.commit) say(wire, 'commit');
    wire.sync();
    wire.stream.uncork();
    return null;
  }

  handleRowDescription({ fields }: { fields: pg.FieldDef[] }): void {
    const parsers = fields.map(({ dataTypeID }) => parserOf(dataTypeID));
    this.#known.set(this.name, { fields, parsers });
  }

  handleDataRow({ fields: values }: { fields: (string | null)[] }): void {
    const { fields, parsers } = this.#known.get(this.name)!;
    const found: Record<string, unknown> = {};
    try {
      for (let index = 0; index < values.length; index++) {
        const value = values[index]!;
        found[fields[index]!.name] = value === null ? null : parsers[index]!(value);
      }
    } catch (error) {
      this.#failed ??= error;
    }
    this.#rows.push(found);
  }

  handleCommandComplete({ text }: { text: string }): void {
    if (this.#done++ !== (this.#ends.begin ? 1 : 0)) return;
    // `INSERT 0 5`; what touches no rows ends in a word.
    this.#rowCount = Number(text.slice(text.lastIndexOf(' ') + 1)) || 0;
    if (!this.#known.has(this.name)) this.#known.set(this.name, none);
  }

  handleReadyForQuery(): void {
    this.#end(this.#failed);
  }

  handleError(error: unknown): void {
    this.#end(error);
  }

  #end(error: unknown): void {
    const { fields } = this.#known.get(this.name) ?? none;
    this.#over(error, { fields, rows: this.#rows, rowCount: this.#rowCount });
  }
}
// While statements follow each other unanswered `pg` takes only what is a query of its own: others could keep a portal open.
Object.setPrototypeOf(Sent.prototype, pg.Query.prototype);

/** Readies a new connection for `send`. */
export function prepareEnds(client: pg.ClientBase): void {
  // Where this fails the connection is gone, and what is sent on it next says so.
  for (const name of ['begin', 'commit']) client.query({ name, text: name }).catch(() => {});
}

/** Sends a statement, with the ends of its transaction that go out with it; rejects if any of it fails. */
export const send = (client: pg.ClientBase, statement: Statement, ends: Ends = alone): Promise<Answer> =>
  new Promise((resolve, reject) => {
    client.query(new Sent(statement, ends, (error, answer) => (error ? reject(error) : resolve(answer))) as never);
  });
