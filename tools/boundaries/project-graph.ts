import { createProjectGraphAsync, type ProjectGraph } from '@nx/devkit';

/**
 * Computes Nx's project graph and leaves it in .nx, where @nx/enforce-module-boundaries looks for it. Without
 * it that rule prints a warning and lets every import through, so whatever lints must call this first.
 */
export function buildProjectGraph(): Promise<ProjectGraph> {
  // A background process would outlive the command, and on a build machine nobody would ever stop it.
  process.env['NX_DAEMON'] = 'false';
  return createProjectGraphAsync({ exitOnError: false });
}
