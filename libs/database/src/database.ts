import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { assertConfinedRole } from './confined-role.ts';
import { PrismaClient, type Prisma } from './generated/client.ts';
import { openPool } from './pool.ts';
import { ReadRouter } from './read-router.ts';
import { probe, Replica } from './replica.ts';
import { ReplicaChoice } from './replica-choice.ts';
import { retryConflicts } from './retry.ts';
import { SqlTransaction, type SqlTx } from './sql-transaction.ts';
import { WriteClient } from './write-client.ts';

/** What queries are written against inside `write`. */
export type Tx = Prisma.TransactionClient;
/** What queries are written against inside `read`. */
export type ReadClient = Omit<Tx, '$executeRaw' | '$executeRawUnsafe'>;

export interface DatabaseOptions {
  /** The primary, as the application's role. */
  url: string;
  replicaUrls: string[];
  /** Connections to the primary, and as many to each replica. */
  poolSize: number;
  maxLagMs: number;
  /** How long a caller waits for a free connection before it is told to come back, in milliseconds. */
  maxWaitMs: number;
}

const transactions = new AsyncLocalStorage<Tx>();
const sqlTransactions = new AsyncLocalStorage<SqlTx>();

const isInTransaction = (): boolean =>
  transactions.getStore() !== undefined || sqlTransactions.getStore() !== undefined;

/** The database in two verbs, of which the second can also be spoken in plain SQL. */
export class Database {
  readonly replicas: ReplicaChoice;
  private readonly primary: pg.Pool;
  private readonly readClient: PrismaClient;
  private readonly writeClient: PrismaClient;

  constructor({ url, replicaUrls, poolSize, maxLagMs, maxWaitMs }: DatabaseOptions) {
    const connection = { connectionString: url, max: poolSize, connectionTimeoutMillis: maxWaitMs };
    this.primary = openPool({ ...connection, Client: WriteClient, pipeline: true, query_timeout: 12_000 });
    const primaryForReads = openPool({ ...connection, pipeline: true, query_timeout: 12_000 });
    const replicas = replicaUrls.map((replicaUrl) => new Replica(replicaUrl, poolSize));
    this.replicas = new ReplicaChoice(probe(url), replicas, maxLagMs);
    this.readClient = new PrismaClient({
      adapter: new PrismaPg(new ReadRouter(primaryForReads, this.replicas)),
    });
    this.writeClient = new PrismaClient({
      adapter: new PrismaPg(this.primary),
      transactionOptions: { maxWait: maxWaitMs, timeout: 10_000 },
    });
    this.closers = [() => this.replicas.close(), () => this.primary.end(), () => primaryForReads.end()];
  }

  /** Reads from a replica that is fresh enough for this caller, else from the primary. */
  get read(): ReadClient {
    if (isInTransaction())
      throw new Error('A write is never decided from a replica: use the tx of db.write.');
    return this.readClient;
  }

  /**
   * Runs one transaction on the primary, and runs it again when PostgreSQL broke it off for another one, so
   * `work` has no side effects but on `tx`. Inside another `write` it joins that transaction.
   */
  write<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const outer = transactions.getStore();
    if (outer) return work(outer);
    if (isInTransaction()) throw new Error('This transaction speaks SQL: join it with db.writeSql.');
    return retryConflicts(() => this.writeClient.$transaction((tx) => transactions.run(tx, () => work(tx))));
  }

  /**
   * As `write`, for the paths that are walked most: statements by hand, prepared, and the last of them in one
   * flight with COMMIT (`tx.atCommit`). Worth it where a write is either hot or all SQL anyway.
   */
  writeSql<Result>(work: (tx: SqlTx) => Promise<Result>): Promise<Result> {
    const outer = sqlTransactions.getStore();
    if (outer) return work(outer);
    if (isInTransaction()) throw new Error("This transaction is Prisma's: join it with db.write.");
    return retryConflicts(() => this.runSql(work));
  }

  /**
   * Reads beside the transaction that may be open here, on a connection for reads: for what is remembered for some
   * seconds anyway, such as a store's name. Nothing that a write depends on to the moment may be read like this.
   */
  readBeside<Result>(work: (read: ReadClient) => Promise<Result>): Promise<Result> {
    return transactions.exit(() => sqlTransactions.exit(() => work(this.readClient)));
  }

  private async runSql<Result>(work: (tx: SqlTx) => Promise<Result>): Promise<Result> {
    const client = await this.primary.connect();
    const tx = new SqlTransaction(client);
    try {
      const result = await sqlTransactions.run(tx, () => work(tx));
      await tx.commit();
      client.release();
      return result;
    } catch (error) {
      // A connection that cannot even roll back is not given to anybody else.
      await tx.rollback().then(
        () => client.release(),
        () => client.release(true),
      );
      throw error;
    }
  }

  /** Makes sure that row-level security binds us, and learns how far the replicas are; call it first. */
  async start(): Promise<void> {
    await assertConfinedRole(this.primary);
    await this.replicas.start();
  }

  /** One round trip to the primary: throws when it cannot be reached. For readiness probes. */
  async ping(): Promise<void> {
    await this.primary.query('SELECT 1');
  }

  async close(): Promise<void> {
    await Promise.all([this.readClient.$disconnect(), this.writeClient.$disconnect()]);
    await Promise.all(this.closers.map((close) => close()));
  }

  private readonly closers: (() => Promise<void>)[];
}
