import { createHash } from 'node:crypto';

const names = new Map<string, string>();

/**
 * The name under which PostgreSQL keeps a statement prepared: parsed and planned once for each connection and not
 * for each call. PgBouncer keeps them apart in transaction mode since 1.21 (max_prepared_statements).
 */
export function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  names.set(text, name);
  return name;
}
