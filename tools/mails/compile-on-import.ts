import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import { root } from '../services/paths.ts';

const libs = join(root, 'libs/');

/**
 * From now on the libraries can be imported from their sources, which have decorators and JSX in them: Node strips
 * types, and nothing else. So that a look at a mail needs no build.
 */
export function compileOnImport(): void {
  registerHooks({
    resolve: (specifier, context, nextResolve) =>
      nextResolve(specifier, { ...context, conditions: [...context.conditions, 'source'] }),
    load(url, context, nextLoad) {
      if (!url.startsWith('file:') || !isSource(fileURLToPath(url))) return nextLoad(url, context);
      return { format: 'module', source: compiled(fileURLToPath(url)), shortCircuit: true };
    },
  });
}

const isSource = (path: string): boolean => path.startsWith(libs) && /\.tsx?$/.test(path);

/** As the build does it, except that an import of './x.ts' stays one: there is no './x.js'. */
const jsc = { keepClassNames: true, rewriteRelativeImportExtensions: false };

function compiled(path: string): string {
  const { code } = transformSync(readFileSync(path, 'utf8'), {
    configFile: join(root, '.swcrc'),
    swcrc: false,
    filename: path,
    jsc,
    sourceMaps: 'inline',
  });
  return code;
}
