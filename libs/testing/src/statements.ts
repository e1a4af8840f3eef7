import pg from 'pg';

/** A statement of the application, and how often it was sent. */
export interface SentStatement {
  text: string;
  calls: number;
}

/** The life of the connection and of transactions, and what watches the servers. */
const housekeeping =
  /^(BEGIN|COMMIT|ROLLBACK|SET|LISTEN|DISCARD|DEALLOCATE)\b|\bpg_(stat|catalog|current_wal|last_wal)/i;

/** The relay looks for work again and again: only a look that found some was caused by anybody. */
const looksForWork = /\bUPDATE outbox SET published_at = now\(\)/;
/** Whether there is work that cannot begin yet: asked after a look that found nothing. */
const looksForCrowd = /^SELECT FROM unnest\(\$1::text\[\]\) AS known \(job\)/;

/** Counts what the application sends to both servers, by the servers' own count of it. */
export class StatementCount {
  private constructor(private readonly servers: readonly pg.Client[]) {}

  static async begin(): Promise<StatementCount> {
    const { DATABASE_OWNER_URL = '', REPLICA_OWNER_URLS = '' } = process.env;
    const { pathname } = new URL(DATABASE_OWNER_URL);
    const urls = [DATABASE_OWNER_URL, ...REPLICA_OWNER_URLS.split(',').filter(Boolean)];
    const servers = urls.map(
      (url) => new pg.Client({ connectionString: Object.assign(new URL(url), { pathname }).href }),
    );
    await Promise.all(servers.map((server) => server.connect()));
    return new StatementCount(servers);
  }

  /** Begins at zero, for this database alone. */
  async reset(): Promise<void> {
    const reset = `SELECT pg_stat_statements_reset(0, oid, 0) FROM pg_database WHERE datname = current_database()`;
    await Promise.all(this.servers.map((server) => server.query(reset)));
  }

  /** What was sent since then, the most frequent first. */
  async sent(): Promise<SentStatement[]> {
    const answers = await Promise.all(this.servers.map((server) => server.query<Counted>(counted)));
    return answers
      .flatMap(({ rows }) => rows)
      .filter(({ text }) => !housekeeping.test(text) && !looksForCrowd.test(text))
      .map(({ text, calls, rows }) => ({
        text,
        calls: looksForWork.test(text) ? Math.min(calls, rows) : calls,
      }))
      .filter(({ calls }) => calls > 0)
      .toSorted((one, other) => other.calls - one.calls);
  }

  async end(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.end()));
  }
}

interface Counted {
  text: string;
  calls: number;
  rows: number;
}

const counted = `
  SELECT regexp_replace(query, '\\s+', ' ', 'g') AS text, calls::int, rows::int FROM pg_stat_statements
  WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND userid = 'tradewind_app'::regrole`;
