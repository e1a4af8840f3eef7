import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { binDir, dataDir, root } from './paths.ts';
import { run } from './run.ts';

const schema = join(root, 'libs/database/schema.prisma');
const generated = join(root, 'libs/database/src/generated/client.ts');
const stamp = join(dataDir, 'prisma-client-stamp');

/** Generates the Prisma client when the schema, or Prisma, is another than last time; says whether it did. */
export async function generateClient(): Promise<boolean> {
  if (isGenerated()) return false;
  await run(join(binDir, 'prisma'), ['generate', '--schema', schema], {
    // The CLI asks for its schema engine, which it would download, but generating never runs it.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, schemaHash());
  return true;
}

export const isGenerated = (): boolean =>
  existsSync(generated) && existsSync(stamp) && readFileSync(stamp, 'utf8') === schemaHash();

function schemaHash(): string {
  const prisma = readFileSync(join(root, 'node_modules/prisma/package.json'));
  return createHash('sha256').update(readFileSync(schema)).update(prisma).digest('hex');
}
