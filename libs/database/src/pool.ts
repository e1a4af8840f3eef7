import pg from 'pg';

/**
 * A pool whose connections may break, idle or in use. Either is an `error` event that ends the process when
 * nobody listens. Nothing is to be done about it there: the query that was under way fails and tells its
 * caller, and the pool replaces the connection at the next use.
 */
export function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
