// How a statement goes to PostgreSQL and its rows come back. `pg` connects, signs in and reads the wire; what one of its own
// queries does is done here with less of it:
//
// - BEGIN goes out in one message with the first statement of a transaction, COMMIT in one with the last. Each by itself would
//   wake the server's process and ours, which costs more than many a statement. Commands up to one Sync belong together;
//   where one fails, those behind it are skipped.
// - Statements of several callers can go out in one message and be committed by one commit: see sql/together.ts.
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

type Over = (error: unknown, answers: Answer[]) => void;

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

/** Statements under way, one behind the other up to one Sync, and so by one commit. The methods are those `pg` calls, in the
 * order of the answers. */
class Sent {
  readonly #statements: readonly Statement[];
  readonly #ends: Ends;
  readonly #over: Over;
  readonly #answers: Answer[] = [];
  #known = new Map<string, Described>();
  #rows: Record<string, unknown>[] = [];
  /** How many commands are done; those of the statements come after BEGIN. */
  #done = 0;
  #failed: unknown;

  constructor(statements: readonly Statement[], ends: Ends, over: Over) {
    this.#statements = statements;
    this.#ends = ends;
    this.#over = over;
  }

  /** The statement whose answer is coming. */
  get #current(): Statement {
    return this.#statements[Math.min(this.#answers.length, this.#statements.length - 1)]!;
  }

  /** Under which `pg` notes that it is parsed. */
  get name(): string {
    return this.#current.name;
  }

  get text(): string {
    return this.#current.text;
  }

  submit(wire: Wire & { stream: { cork(): void; uncork(): void } }): void {
    this.#known = knownOn(wire);
    wire.stream.cork();
    if (this.#ends.begin) say(wire, 'begin');
    for (const { name, text, values } of this.#statements) {
      if (!(name in wire.parsedStatements || name in wire.submittedNamedStatements)) {
        wire.parse({ name, text });
        wire.submittedNamedStatements[name] = text;
      }
      wire.bind({ statement: name, values });
      if (!this.#known.has(name)) wire.describe({ type: 'P' });
      wire.execute();
    }
    if (this.#ends.commit) say(wire, 'commit');
    wire.sync();
    wire.stream.uncork();
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
    const begun = this.#done++ === 0 && this.#ends.begin;
    if (begun || this.#answers.length === this.#statements.length) return;
    if (!this.#known.has(this.name)) this.#known.set(this.name, none);
    const { fields } = this.#known.get(this.name)!;
    // `INSERT 0 5`; what touches no rows ends in a word.
    const rowCount = Number(text.slice(text.lastIndexOf(' ') + 1)) || 0;
    this.#answers.push({ fields, rows: this.#rows, rowCount });
    this.#rows = [];
  }

  handleReadyForQuery(): void {
    this.#over(this.#failed, this.#answers);
  }

  handleError(error: unknown, wire: Wire): void {
    // What stands behind a failure was not parsed either.
    for (const { name } of this.#statements) delete wire.submittedNamedStatements[name];
    this.#over(error, this.#answers);
  }
}
// While statements follow each other unanswered `pg` takes only what is a query of its own: others could keep a portal open.
Object.setPrototypeOf(Sent.prototype, pg.Query.prototype);

/** Readies a new connection for `send`. */
export function prepareEnds(client: pg.ClientBase): void {
  // Where this fails the connection is gone, and what is sent on it next says so.
  for (const name of ['begin', 'commit']) client.query({ name, text: name }).catch(() => {});
}

/** A statement with its values as they go over the wire; throws where one of them cannot. */
export const ready = ({ values, ...statement }: Statement): Statement => ({
  ...statement,
  values: values.map(value => prepareValue(value)),
});

/** Sends a statement, with the ends of its transaction that go out with it; rejects if any of it fails. */
export const send = (client: pg.ClientBase, statement: Statement, ends: Ends = alone): Promise<Answer> =>
  new Promise((resolve, reject) => {
    submit(client, [ready(statement)], ends, (error, [answer]) => (error ? reject(error) : resolve(answer!)));
  });

/** Sends statements that are `ready` in one message; they are committed together, or none of them is and it rejects. */
export const sendAll = (client: pg.ClientBase, statements: readonly Statement[]): Promise<Answer[]> =>
  new Promise((resolve, reject) => {
    submit(client, statements, alone, (error, answers) => (error ? reject(error) : resolve(answers)));
  });

const submit = (client: pg.ClientBase, statements: readonly Statement[], ends: Ends, over: Over): void =>
  void client.query(new Sent(statements, ends, over) as never);
