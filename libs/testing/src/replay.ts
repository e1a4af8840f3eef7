import pg from 'pg';
import { eventually } from './eventually.ts';
import { owner } from './owner.ts';

const [replicaUrl] = process.env['REPLICA_OWNER_URLS']?.split(',') ?? [];
const replica = new pg.Pool({ connectionString: replicaUrl, max: 1, allowExitOnIdle: true });

/** Waits until the replica shows everything that is committed now. */
export async function replicaCaughtUp(): Promise<void> {
  if (!replicaUrl) return;
  const { rows } = await owner.query<{ lsn: string }>('SELECT pg_current_wal_flush_lsn() AS lsn');
  const position = rows[0]?.lsn ?? '';
  await eventually(() => replicaSays(`pg_last_wal_replay_lsn() >= '${position}'::pg_lsn`));
}

/** From now on the replica stands still, for every test that runs now: resume it soon and whatever happens. */
export async function pauseReplay(): Promise<void> {
  await replica.query('SELECT pg_wal_replay_pause()');
  await eventually(() => replicaSays(`pg_get_wal_replay_pause_state() = 'paused'`));
}

export async function resumeReplay(): Promise<void> {
  await replica.query('SELECT pg_wal_replay_resume()');
}

async function replicaSays(condition: string): Promise<void> {
  const { rows } = await replica.query<{ so: boolean }>(`SELECT ${condition} AS so`);
  if (!rows[0]?.so) throw new Error(`Not so on the replica: ${condition}`);
}
