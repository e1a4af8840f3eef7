import pg from 'pg';

/** The database's owner, for what the application itself may not do: open stores and look behind the wall. */
export const owner = new pg.Pool({
  connectionString: process.env['DATABASE_OWNER_URL'],
  max: 4,
  allowExitOnIdle: true,
});

/** Runs one statement as the owner in a store's scope; the owner is under row-level security too. */
export async function asOwner<Row extends pg.QueryResultRow>(
  storeId: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = await owner.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.store_id', $1, true)`, [storeId]);
    const { rows } = await client.query<Row>(sql, values);
    await client.query('COMMIT');
    return rows;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
