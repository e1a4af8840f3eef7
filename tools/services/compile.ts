import { mkdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { transformFile } from '@swc/core';
import { root } from './paths.ts';

/** Whether the build makes a file of this source; tests and declarations it leaves out. */
export const isCompiled = (source: string): boolean =>
  /\.tsx?$/.test(source) && !/(\.spec|\.int-spec|\.d)\.tsx?$/.test(source);

/** Where the build puts what it makes of a source. */
export const outputOf = (source: string): string =>
  source.replace('/src/', '/dist/').replace(/\.tsx?$/, '.js');

/** Compiles one file as the build would; a file that is gone takes its output along. */
export async function compile(source: string): Promise<void> {
  const output = outputOf(source);
  if (!existsSync(source)) {
    await Promise.all([rm(output, { force: true }), rm(`${output}.map`, { force: true })]);
    return;
  }
  const { code, map } = await transformFile(source, { configFile: join(root, '.swcrc'), swcrc: false });
  await mkdir(dirname(output), { recursive: true });
  await writeFile(output, map ? `${code}\n//# sourceMappingURL=${basename(output)}.map\n` : code);
  if (map) await writeFile(`${output}.map`, map);
}
