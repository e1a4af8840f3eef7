import { readdirSync, watch } from 'node:fs';
import { join, relative } from 'node:path';
import { compile, isCompiled } from './compile.ts';
import { generateClient } from './generate-client.ts';
import { root } from './paths.ts';
import { dim, red } from './steps.ts';
import type { Supervisor } from './supervisor.ts';

/** Editors write a file in several steps, and "save all" writes several files. */
const QUIET_MS = 100;

const SCHEMA = join(root, 'libs/database/schema.prisma');

/** Who must be restarted when something below a folder changes; the storefront looks after itself. */
const concerns = (): Record<string, readonly string[]> => ({
  ...Object.fromEntries(readdirSync(join(root, 'libs')).map((lib) => [`libs/${lib}/src`, ['api', 'worker']])),
  'libs/database/schema.prisma': [],
  'apps/api/src': ['api'],
  'apps/worker/src': ['worker'],
  'apps/sandbox-gateway/src': ['sandbox'],
  'tools/mailbox': ['mailbox'],
});

/** Compiles what changes and restarts whom it concerns, one batch after the other. */
export function watchSources(supervisor: Supervisor): void {
  const changed = new Map<string, readonly string[]>();
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve();
  const flush = (): void => {
    const batch = new Map(changed);
    changed.clear();
    last = last
      .then(() => apply(batch, supervisor))
      .catch((error: unknown) => console.error(red(withoutBacktrace(error))));
  };
  for (const [folder, services] of Object.entries(concerns())) {
    watchTree(join(root, folder), (path) => {
      changed.set(path, services);
      clearTimeout(timer);
      timer = setTimeout(flush, QUIET_MS);
    });
  }
  console.log(dim('Watching libs and apps.'));
}

function watchTree(path: string, onChange: (path: string) => void): void {
  const isFile = path === SCHEMA;
  watch(path, { recursive: !isFile }, (_, name) => {
    if (isFile) onChange(path);
    else if (name !== null && isCompiled(name)) onChange(join(path, name));
  });
}

async function apply(batch: ReadonlyMap<string, readonly string[]>, supervisor: Supervisor): Promise<void> {
  const paths = [...batch.keys()];
  console.log(dim(`${new Date().toLocaleTimeString()}  ${named(paths)}`));
  // What it writes is seen as a change of its own.
  if (paths.includes(SCHEMA)) await generateClient();
  await Promise.all(
    paths.filter((path) => path.includes('/src/') && !path.includes('/sandbox-gateway/')).map(compile),
  );
  for (const service of new Set([...batch.values()].flat())) {
    await supervisor.restart(service);
    console.log(dim(`          ${service} runs the new code`));
  }
}

function named(paths: readonly string[]): string {
  const names = paths.slice(0, 3).map((path) => relative(root, path));
  return paths.length > 3 ? `${names.join(', ')} and ${paths.length - 3} more` : names.join(', ');
}

/** SWC adds to "here is your mistake" where in SWC it noticed. */
const withoutBacktrace = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split(/\n+(?:Caused by|Stack backtrace)/)[0] ?? '';
