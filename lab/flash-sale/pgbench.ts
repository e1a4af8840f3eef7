import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabStore } from '../carts.ts';

/** Whether PostgreSQL's own load generator is installed here (Debian: postgresql-contrib or postgresql-client). */
export const hasPgbench = (): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn('pgbench', ['--version'], { stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });

/**
 * The statements of `POST /orders` on one product, as pgbench sends them: no program in between, nothing computed, no
 * answer made. Every transaction orders the next of the carts that were filled before.
 */
const script = ({ id: store, variants: [variant = ''] }: LabStore): string => `
SELECT nextval('lab_cart') AS n \\gset
SELECT id AS cart FROM lab_carts WHERE n = :n::bigint \\gset
BEGIN;
SET LOCAL app.store_id = '${store}';
INSERT INTO idempotency_keys (actor, key, request_hash) VALUES ('pgbench', 'key-' || :n::text, 'hash');
UPDATE carts SET status = 'ordered' WHERE id = :cart::uuid AND status = 'open';
SELECT v.id, v.sku, v.name, p.name, line.quantity, price.amount_minor
FROM cart_lines line
JOIN variants v ON v.store_id = line.store_id AND v.id = line.variant_id
JOIN products p ON p.store_id = v.store_id AND p.id = v.product_id AND p.status = 'published'
JOIN prices price ON price.store_id = v.store_id AND price.variant_id = v.id
WHERE line.cart_id = :cart::uuid ORDER BY v.id;
INSERT INTO orders (id, number, cart_id, email, shipping_address, currency, subtotal_minor, total_minor, item_count)
VALUES (:cart::uuid, :n::text, :cart::uuid, 'lab@example.com', '{"city": "London"}', 'EUR', 1500, 1500, 1);
INSERT INTO order_lines (order_id, variant_id, position, product_name, variant_name, sku, quantity, unit_price_minor, total_minor)
VALUES (:cart::uuid, '${variant}', 0, 'Mug', 'One size', 'SKU', 1, 1500, 1500);
INSERT INTO order_events (id, order_id, to_status, actor) VALUES (gen_random_uuid(), :cart::uuid, 'awaiting_payment', 'guest');
INSERT INTO payments (id, order_id, amount_minor, currency) VALUES (gen_random_uuid(), :cart::uuid, 1500, 'EUR');
INSERT INTO outbox (id, store_id, job, payload, due_at)
VALUES (gen_random_uuid(), '${store}', 'expire-unpaid-order', '{}', now() + interval '15 minutes');
UPDATE stock SET reserved = reserved + 1 WHERE variant_id = '${variant}' AND on_hand - reserved >= 1;
UPDATE idempotency_keys SET status = 201, body = repeat('x', 1500) WHERE actor = 'pgbench' AND key = 'key-' || :n::text;
COMMIT;
`;

/** Orders a second by so many connections, each with prepared statements. */
export async function pgbench(
  store: LabStore,
  { url, clients, transactions }: { url: string; clients: number; transactions: number },
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-lab-'));
  const file = join(folder, 'flash-sale.sql');
  writeFileSync(file, script(store));
  const each = Math.floor(transactions / clients);
  const args = [
    '--no-vacuum',
    '--protocol=prepared',
    `--client=${clients}`,
    '--jobs=2',
    `--transactions=${each}`,
  ];
  try {
    const output = await run('pgbench', [...args, `--file=${file}`, url]);
    const [, rate] = /tps = ([\d.]+)/.exec(output) ?? [];
    if (!rate || !output.includes('failed transactions: 0 ')) throw new Error(`pgbench failed:\n${output}`);
    return Number(rate);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function run(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
  return output;
}
