import { join } from 'node:path';
import pg from 'pg';
import { applyMigrations } from '../tools/services/apply-migrations.ts';
import { sandbox } from '../tools/services/apps.ts';
import { bootDataStores } from '../tools/services/boot-services.ts';
import { build } from '../tools/services/build.ts';
import { portNames, systemEnvironment } from '../tools/services/environment.ts';
import { stopOnSignals } from '../tools/services/exit.ts';
import { tryLock } from '../tools/services/lock.mjs';
import { dataDir as mainDataDir, root } from '../tools/services/paths.ts';
import { freePortsAnywhere } from '../tools/services/ports.ts';
import { stopLeftovers } from '../tools/services/process-list.ts';
import { secretsOf } from '../tools/services/secrets.ts';
import { Steps } from '../tools/services/steps.ts';
import { Supervisor } from '../tools/services/supervisor.ts';

/** What a measurement runs in: real servers with durable writes, and whatever programs it starts beside them. */
export interface World {
  readonly environment: Record<string, string>;
  /** The database, as its owner. */
  readonly owner: pg.Pool;
  /** Runs a program of the repository until the end, on a free port; answers its address. `probe` is where it listens. */
  serve(name: string, program: string, environment?: Record<string, string>, probe?: Probe): Promise<string>;
  stop(): Promise<void>;
}

const dataDir = join(mainDataDir, 'lab');

/** Boots PostgreSQL with its replica, Redis and the sandbox, and compiles the applications. */
export async function openWorld(): Promise<World> {
  const steps = new Steps();
  const lock = tryLock(join(dataDir, 'lock'));
  if ('heldBy' in lock) throw new Error(`Another measurement runs as process ${lock.heldBy}. One at a time.`);
  await stopLeftovers(dataDir);
  const supervisor = new Supervisor({ dataDir });
  stopOnSignals(supervisor, lock);

  const ports = await freePortsAnywhere(portNames);
  const [stores] = await Promise.all([
    steps.run('start PostgreSQL and Redis', (tell) =>
      bootDataStores({ supervisor, dataDir, ports, throwAway: false, tell }),
    ),
    build(steps, 'watch'),
  ]);
  const environment: Record<string, string> = {
    ...systemEnvironment({ stores, ports, secrets: secretsOf(dataDir), dataDir, mode: 'production' }),
    LOG_LEVEL: 'warn',
  };
  await steps.run('migrate', (news) => applyMigrations(environment, news));
  await supervisor.start(sandbox(environment, ports));
  const owner = new pg.Pool({ connectionString: environment['DATABASE_OWNER_URL'], max: 4 });
  owner.on('error', () => undefined); // the servers are stopped before the pool hears of it
  return {
    environment,
    owner,
    serve: (name, program, more, probe) =>
      serve(supervisor, { name, program, probe }, { ...environment, ...more }),
    stop: async () => {
      await owner.end();
      await supervisor.stopAll();
    },
  };
}

type Probe = 'PORT' | 'INTERNAL_PORT';

async function serve(
  supervisor: Supervisor,
  { name, program, probe = 'PORT' }: { name: string; program: string; probe?: Probe | undefined },
  environment: Record<string, string>,
): Promise<string> {
  const { api, apiInternal } = await freePortsAnywhere(['api', 'apiInternal']);
  const port = probe === 'PORT' ? api : apiInternal;
  await supervisor.start({
    name,
    command: process.execPath,
    args: [join(root, program)],
    env: { ...process.env, ...environment, PORT: String(api), INTERNAL_PORT: String(apiInternal) },
    // Any answer will do: the programs measured have no health page in common.
    ready: async () => {
      const response = await fetch(`http://127.0.0.1:${port}/`);
      await response.body?.cancel();
      return true;
    },
  });
  return `http://127.0.0.1:${port}`;
}
