import type pg from 'pg';
import { Prisma } from './generated/client.ts';
import { nameOf } from './statement-name.ts';

/** What a statement says no with, by the constraint that refused it: each becomes the error its caller knows. */
export type Refusals = Readonly<Record<string, () => Error>>;

/** What SQL is written against: the transactions of `writeSql`, and Prisma's own. */
export interface SqlWriter {
  $executeRaw(sql: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>;
}

/** What SQL is read with: those transactions, and `db.read`. */
export interface SqlReader {
  $queryRaw<Rows extends unknown[]>(
    sql: TemplateStringsArray | Prisma.Sql,
    ...values: unknown[]
  ): Promise<Rows>;
}

/** One transaction on the primary, in plain SQL. */
export interface SqlTx extends SqlReader, SqlWriter {
  /**
   * Sends a statement together with COMMIT, in the order of the calls. The rows it locks are held for no round
   * trip to us: that is how long buyers of the same product wait for one another. What it does cannot be looked at
   * before; when a constraint refuses it, nothing of the transaction is kept and `refusals` says what to throw.
   */
  atCommit(sql: Prisma.Sql, refusals?: Refusals): void;
  /**
   * As `atCommit`, and all of them travel as one statement, in the place of the first. For a plain INSERT or UPDATE of
   * rows that nothing else in this transaction touches: in which order they run is not said.
   */
  atCommitTogether(sql: Prisma.Sql, refusals?: Refusals): void;
}

interface LastStatement {
  parts: Prisma.Sql[];
  refusals: Refusals;
}

export class SqlTransaction implements SqlTx {
  private readonly last: LastStatement[] = [];
  private together: LastStatement | undefined;
  private begun: Promise<unknown> | undefined;

  constructor(private readonly client: pg.PoolClient) {}

  async $queryRaw<Rows extends unknown[]>(
    sql: TemplateStringsArray | Prisma.Sql,
    ...values: unknown[]
  ): Promise<Rows> {
    const { rows } = await this.send(toSql(sql, values));
    // What the columns are is known where the statement is written.
    return rows as Rows;
  }

  async $executeRaw(sql: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number> {
    return (await this.send(toSql(sql, values))).rowCount ?? 0;
  }

  atCommit(sql: Prisma.Sql, refusals: Refusals = {}): void {
    this.last.push({ parts: [sql], refusals });
  }

  atCommitTogether(sql: Prisma.Sql, refusals: Refusals = {}): void {
    if (!this.together) {
      this.together = { parts: [], refusals: {} };
      this.last.push(this.together);
    }
    this.together.parts.push(sql);
    this.together.refusals = { ...this.together.refusals, ...refusals };
  }

  /** The statements that were kept back and COMMIT, in one flight. */
  async commit(): Promise<void> {
    const answers = await Promise.allSettled(
      this.inOneWrite(() => {
        // First: it throws at a store's id that is none, and then nothing else must be sent.
        const begun = this.begin();
        const statements = this.last.map(({ parts }) => this.send(asOne(parts)));
        return [...statements, begun, this.client.query('COMMIT')];
      }),
    );
    const failed = answers.findIndex(({ status }) => status === 'rejected');
    const answer = answers[failed];
    if (answer?.status === 'rejected') throw explain(answer.reason, this.last[failed]?.refusals ?? {});
  }

  async rollback(): Promise<void> {
    if (this.begun) await this.client.query('ROLLBACK');
  }

  /** BEGIN travels with the first statement. Without it that one would not have been confined to the store. */
  private async send({ text, values }: Prisma.Sql): Promise<pg.QueryResult> {
    const [, answer] = await Promise.all(
      this.inOneWrite(() => [this.begin(), this.client.query({ name: nameOf(text), text, values })] as const),
    );
    return answer;
  }

  /** What is sent in here leaves in one system call, which is what costs most of a small statement. */
  private inOneWrite<Sent>(send: () => Sent): Sent {
    const { stream } = this.client.connection;
    stream.cork();
    try {
      return send();
    } finally {
      stream.uncork();
    }
  }

  private begin(): Promise<unknown> {
    this.begun ??= this.client.query('BEGIN');
    return this.begun;
  }
}

/** Of several statements the parts of one: PostgreSQL runs every WITH that writes, asked for or not. */
function asOne(parts: readonly Prisma.Sql[]): Prisma.Sql {
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  const named = parts.map((part, index) => Prisma.sql`${Prisma.raw(`part${index}`)} AS (${part})`);
  return Prisma.sql`WITH ${Prisma.join(named)} SELECT 1`;
}

const toSql = (sql: TemplateStringsArray | Prisma.Sql, values: unknown[]): Prisma.Sql =>
  'raw' in sql ? Prisma.sql(sql, ...values) : sql;

function explain(error: unknown, refusals: Refusals): unknown {
  const constraint = error instanceof Error && 'constraint' in error ? String(error.constraint) : '';
  return refusals[constraint]?.() ?? error;
}
