// The guards of the kernel's database.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.
import type { Table } from './mutants.data.ts';

export const sql: Table = {
  'kernel/postgres/wire.ts': {
    'kernel/sql/test/transaction.test.ts': [
      ['BEGIN is left out', "if (this.#ends.begin) say(wire, 'begin');", ''],
      ['COMMIT is left out', "if (this.#ends.commit) say(wire, 'commit');", ''],
      ['the answer to BEGIN is taken for that of the statement', 'if (begun || ', 'if ('],
    ],
    'kernel/sql/test/together.test.ts': [
      ['what was skipped passes for parsed', 'delete wire.submittedNamedStatements[name];', 'void name;'],
      ['the rows of one are given to the next', 'this.#rows = [];', ''],
    ],
    'kernel/sql/test/connection.test.ts': [
      ['rows are described each time', 'if (!this.#known.has(name)) wire.describe', 'wire.describe'],
    ],
    'kernel/sql/test/values.test.ts': [['what cannot be read is left out', 'this.#failed ??= error;', '']],
  },
  'kernel/sql/together.ts': {
    'kernel/sql/test/together.test.ts': [
      ['they lock in the order in which they came', '.sort(byKey)', ''],
      ['what failed for one fails for all', 'some.length > 1 && isRefusal(error)', 'false'],
      ['what was lost is sent again', '&& isRefusal(error)', ''],
      ['one that waits keeps all others', 'const width = 2;', 'const width = 1;'],
      ['each goes out alone', 'waiting.splice(0, most)', 'waiting.splice(0, 1)'],
      ['what is left over is not sent', '        underWay--;\n        goSoon();', '        underWay--;'],
    ],
  },
  'kernel/sql/queries.ts': {
    'kernel/sql/test/rows.test.ts': [
      ['rows are not compared with their shape', 'if (difference) throw', 'if (false) throw'],
      ['nulls are not looked for', 'if (column) throw', 'if (false) throw'],
    ],
  },
  'kernel/sql/database.ts': {
    'kernel/sql/test/connection.test.ts': [
      ['a rolled-back COMMIT passes for committed', "command !== 'COMMIT'", "command === ''"],
      ['a transaction is not closed when its COMMIT is sent', '  open.now = false;\n  if (over)', '  if (over)'],
      ['a statement after its transaction is let through', 'if (!open.now) throw', 'if (false) throw'],
    ],
    'kernel/sql/test/transaction.test.ts': [
      ['a transaction inside a transaction is let through', 'if (now?.transaction) throw', 'if (false) throw'],
      [
        'a statement beside the open transaction is let through',
        'if (current()?.transaction) throw',
        'if (false) throw',
      ],
      ['the last statement is not waited for', '- 1;\n    await write();', '- 1;\n    void write();'],
      [
        'a last statement that failed is not told of',
        '- 1;\n    await write();',
        '- 1;\n    await write().catch(() => {});',
      ],
      ['COMMIT never goes out with the last', 'open.last = index === writes.length - 1;', ''],
      ['a savepoint comes before its BEGIN', "if (!open.begun) await whileOpen().query('begin');", ''],
      ['a failure behind what was not waited for hides it', 'await settled(open);\n      throw error;', 'throw error;'],
      ['a failure in a savepoint hides its cause', 'await settled(open);\n        throw error;', 'throw error;'],
      ['a savepoint undoes nothing', 'await whileOpen().query(`rollback to savepoint ${name}`);', ''],
      [
        'what was collected in an undone part is written',
        ', kept.with.length, kept.committed.length] = lengths',
        '] = lengths',
      ],
      ['what is collected too late is lost', 'kept.closed = true;', ''],
      ['what waited for a commit runs though its part was undone', ', kept.committed.length] = lengths', '] = lengths'],
    ],
    'kernel/sql/test/retry.test.ts': [
      ['nothing is run again', 'if (attemptNo === attempts || !isRetryable(cause))', 'if (true)'],
      ['everything is run again', '|| !isRetryable(cause)', ''],
    ],
    'kernel/test/idempotency.test.ts': [
      ['an idempotent operation may make two transactions', 'if (now?.effect?.used) throw', 'if (false) throw'],
    ],
  },
  'kernel/sql/pool.ts': {
    'kernel/sql/test/connection.test.ts': [
      ['a pool is closed before its connections are gone', 'await Promise.all(connected);', ''],
      ['statements are compiled', ' -c jit=off', ''],
    ],
  },
  'kernel/sql/tag.ts': {
    'kernel/sql/test/rows.test.ts': [['statements are not prepared', 'name = nameOf(text)', "name = ''"]],
  },
  'kernel/sql/errors.ts': {
    'kernel/sql/test/transaction.test.ts': [['constraints have no sentences', 'if (known)', 'if (false)']],
  },
};
