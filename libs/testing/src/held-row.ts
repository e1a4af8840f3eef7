import pg from 'pg';
import type { TestStore } from './a-store.ts';
import { eventually } from './eventually.ts';

/** A row that somebody else holds for as long as the test likes: whoever wants it waits. */
export class HeldRow {
  private constructor(private readonly holder: pg.Client) {}

  /** `where` names the table and the row, such as "stock WHERE variant_id = $1". */
  static async hold({ id }: TestStore, where: string, values: unknown[]): Promise<HeldRow> {
    const holder = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query(`SELECT set_config('app.store_id', $1, true)`, [id]);
    const { rowCount } = await holder.query(`SELECT FROM ${where} FOR UPDATE`, values);
    if (rowCount !== 1) throw new Error(`There is no such row: ${where}`);
    return new HeldRow(holder);
  }

  /** Waits until somebody waits for it; answers with their connections. */
  waiting(): Promise<number[]> {
    return eventually(async () => {
      const { rows } = await this.holder.query<{ pid: number }>(
        'SELECT pid FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))',
      );
      if (rows.length === 0) throw new Error('Nobody waits for this row.');
      return rows.map(({ pid }) => pid);
    });
  }

  /** Breaks the connections of those who wait, as a crash of their process would. */
  async cutWaiting(): Promise<void> {
    for (const pid of await this.waiting()) await this.holder.query('SELECT pg_terminate_backend($1)', [pid]);
  }

  async release(): Promise<void> {
    await this.holder.query('COMMIT');
    await this.holder.end();
  }
}
