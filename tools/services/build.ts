import { join } from 'node:path';
import { isBuilt, rememberBuild, sourcesNow } from './build-stamp.ts';
import { generateClient, isGenerated } from './generate-client.ts';
import { waitForLock } from './lock.mjs';
import { binDir, dataDir } from './paths.ts';
import { run } from './run.ts';
import type { Steps } from './steps.ts';

/**
 * Generates and compiles everything that changed; Nx knows what did. One at a
 * time: `npm start` and `npm test` in one checkout share what is built.
 */
export async function build(steps: Steps): Promise<void> {
  const lock = await waitForLock(join(dataDir, 'build.lock'), (pid) =>
    steps.say(`  Waiting for process ${pid}, which is building.`),
  );
  try {
    if (!isGenerated()) await steps.run('generate the Prisma client', generateClient);
    await steps.run('build', buildChanged);
  } finally {
    lock.release();
  }
}

async function buildChanged(news: (text: string) => void): Promise<void> {
  if (isBuilt()) {
    news('nothing changed');
    return;
  }
  const sources = sourcesNow();
  await runNx(news);
  rememberBuild(sources);
}

async function runNx(news: (text: string) => void): Promise<void> {
  const output = await run(join(binDir, 'nx'), ['run-many', '--target=build', '--outputStyle=static'], {
    env: nxEnvironment(),
  });
  const cached = /read the output from the cache instead of running the command for (\d+) out of (\d+)/.exec(
    output,
  );
  if (cached) news(`${cached[1]} of ${cached[2]} unchanged`);
}

/** No daemon that outlives us, no screen of its own, nobody else told. */
export const nxEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'production',
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_NO_CLOUD: 'true',
  NEXT_TELEMETRY_DISABLED: '1',
});
