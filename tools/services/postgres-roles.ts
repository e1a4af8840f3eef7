import { Client } from 'pg';
import type { Secrets } from './secrets.ts';

export const databaseName = 'tradewind';

/** How to connect as the one who may do everything: for setting up, never for the application. */
export const superuser = (port: number, secrets: Secrets, database = 'postgres') => ({
  host: '127.0.0.1',
  port,
  user: 'postgres',
  password: secrets.superuserPassword,
  database,
});

/**
 * The roles that exist before the first migration, and an empty database. The
 * owner is no superuser: row-level security that is forced binds it too. The
 * role of the application is the first migration's to create.
 *
 * Each step looks whether it was done, so an interrupted start is no harm.
 */
export async function prepareDatabase(port: number, secrets: Secrets): Promise<void> {
  if (await finds(port, secrets, `SELECT 1 FROM pg_database WHERE datname = '${databaseName}'`)) return;
  if (!(await finds(port, secrets, `SELECT 1 FROM pg_roles WHERE rolname = 'tradewind_owner'`))) {
    await ask(port, secrets, 'postgres', createRoles(secrets));
  }
  await ask(port, secrets, 'template1', prepareTemplate);
  await ask(port, secrets, 'postgres', `CREATE DATABASE ${databaseName} OWNER tradewind_owner`);
}

/** Sent as one query, several statements are one transaction: all of them or none. */
const createRoles = (secrets: Secrets): string => `
  CREATE ROLE replicator LOGIN REPLICATION PASSWORD '${secrets.replicationPassword}';
  CREATE ROLE tradewind_owner LOGIN CREATEDB CREATEROLE PASSWORD '${secrets.ownerPassword}';
  GRANT pg_monitor TO tradewind_owner;`;

/** What template1 has, every later database gets: also those that tests create. */
const prepareTemplate = `
  CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
  GRANT EXECUTE ON FUNCTION pg_stat_statements_reset TO tradewind_owner;
  -- Tests hold the replica back, to prove what is read while it lags.
  GRANT EXECUTE ON FUNCTION pg_wal_replay_pause, pg_wal_replay_resume TO tradewind_owner;`;

const finds = async (port: number, secrets: Secrets, question: string): Promise<boolean> =>
  (await ask(port, secrets, 'postgres', question)) === 1;

/** Runs SQL as the superuser; returns how many rows came of it. */
export async function ask(port: number, secrets: Secrets, database: string, sql: string): Promise<number> {
  const client = new Client(superuser(port, secrets, database));
  client.on('error', () => {}); // the server ended the session: the query or the next connect says so
  try {
    await client.connect();
    return (await client.query(sql)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
