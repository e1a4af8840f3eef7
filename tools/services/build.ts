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
 * `next dev` compiles for itself: in watch mode the storefront is left out.
 */
export async function build(steps: Steps, mode: 'serve' | 'watch' = 'serve'): Promise<void> {
  const lock = await waitForLock(join(dataDir, 'build.lock'), (pid) =>
    steps.say(`  Waiting for process ${pid}, which is building.`),
  );
  try {
    if (!isGenerated()) await steps.run('generate the Prisma client', generateClient);
    await steps.run('build', (news) => buildChanged(mode, news));
  } finally {
    lock.release();
  }
}

async function buildChanged(mode: 'serve' | 'watch', news: (text: string) => void): Promise<void> {
  if (isBuilt()) {
    news('nothing changed');
    return;
  }
  const sources = sourcesNow();
  await runNx(mode === 'watch' ? ['--exclude=@tradewind/storefront'] : [], news);
  if (mode === 'serve') rememberBuild(sources);
}

async function runNx(options: readonly string[], news: (text: string) => void): Promise<void> {
  const args = ['run-many', '--target=build', '--outputStyle=static', ...options];
  const output = await run(join(binDir, 'nx'), args, { env: nxEnvironment() });
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
