import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. Everything the tools read or write is named from here. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** What `npm start` and `npm run dev` keep between runs. */
export const dataDir = join(root, '.data');

/** Binaries of the workspace, the pinned Node among them. */
export const binDir = join(root, 'node_modules/.bin');

/** A short, stable name for a folder, for places outside it that belong to it. */
export const shortHash = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 10);
