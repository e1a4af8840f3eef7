import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const names = [
  'superuserPassword',
  'ownerPassword',
  'appPassword',
  'replicationPassword',
  'redisPassword',
  'appSecret',
] as const;

/** Made once per data folder, at random; nobody has to know or choose them. */
export type Secrets = Readonly<Record<(typeof names)[number], string>>;

/** The secrets of a data folder, made at the first call and readable by their owner only. */
export function secretsOf(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Secrets>) : {};
  const secrets = Object.fromEntries(names.map((name) => [name, known[name] ?? randomSecret()])) as Secrets;
  if (names.some((name) => !known[name])) write(path, dataDir, secrets);
  return secrets;
}

/** Letters and digits only, so that it needs no escaping in a URL, a configuration file or SQL. */
const randomSecret = (): string => randomBytes(24).toString('hex');

function write(path: string, dataDir: string, secrets: Secrets): void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify(secrets, undefined, 2), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
