import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type pg from 'pg';
import { drawLogo } from './art/logo.ts';
import type { SeedStore } from './types.ts';

/**
 * Writes down who sells: what stands on invoices and at the foot of mails, and the logo. A store that has said so
 * before is left alone. Call it in the store's scope.
 */
export async function writeIdentity(
  client: pg.PoolClient,
  store: SeedStore,
  storageDir: string,
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM stores WHERE slug = $1 AND legal_name IS NULL FOR UPDATE',
    [store.slug],
  );
  const [row] = rows;
  if (!row) return;
  const { legalName, address, taxNumber, accentColor } = store.identity;
  const logoKey = await keepLogo(store, row.id, storageDir);
  await client.query(
    `UPDATE stores SET legal_name = $2, address = $3, tax_number = $4, accent_color = $5, logo_key = $6 WHERE id = $1`,
    [row.id, legalName, JSON.stringify(address), taxNumber, accentColor, logoKey],
  );
}

/** Among the pictures that everybody may see: mails show it too. */
async function keepLogo({ identity }: SeedStore, storeId: string, storageDir: string): Promise<string> {
  const logo = await drawLogo(identity.logo);
  const hash = createHash('sha256').update(logo).digest('hex').slice(0, 20);
  const key = `media/${storeId}/${hash}/640.jpeg`;
  const path = join(storageDir, key);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.draft`, logo);
  await rename(`${path}.draft`, path);
  return key;
}
