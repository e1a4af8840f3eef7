/**
 * Prisma's own schema engine as WebAssembly: it applies migrations and compares schemas without the native
 * binary that the Prisma CLI would download.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';

const databaseLib = join(import.meta.dirname, '../../libs/database');
const schemaFile = join(databaseLib, 'schema.prisma');
const noFilter = { externalTables: [], externalEnums: [] };

/** Connects the engine to the database at `url`, as its owner. Call `close` when done. */
export async function openSchemaEngine(url: string) {
  const pool = new CatalogPool({ connectionString: withoutPrismaParameters(url), max: 2 });
  const engine = await startEngine(pool);
  const schema = { files: [{ path: schemaFile, content: await readFile(schemaFile, 'utf8') }] };

  return {
    /** Applies what is missing, in order; returns the names of the migrations applied. */
    async apply(): Promise<string[]> {
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: await readMigrations(),
        filters: noFilter,
      });
      return appliedMigrationNames;
    },

    /** The SQL that would turn the live database into what schema.prisma says; empty when they agree. */
    async drift(): Promise<string> {
      const { stdout } = await engine.diff({
        from: { tag: 'schemaDatasource', ...schema, configDir: databaseLib },
        to: { tag: 'schemaDatamodel', ...schema },
        script: true,
        exitCode: null,
        filters: noFilter,
      });
      const sql = stdout?.trim() ?? '';
      return sql.startsWith('-- This is an empty migration') ? '' : sql;
    },

    async close(): Promise<void> {
      engine.free();
      await pool.end();
    },
  };
}

function startEngine(pool: CatalogPool): Promise<SchemaEngine> {
  const adapter = bindMigrationAwareSqlAdapterFactory(forMigrations(pool));
  return SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
}

/**
 * Mends two things the engine needs and the adapter lacks. It splits scripts at every semicolon, which cuts
 * `$$ … ; … $$` bodies in half: PostgreSQL runs a whole script as one query, and as one transaction. And it
 * does not know the catalogue's one-byte "char" columns.
 */
function forMigrations(pool: CatalogPool): PrismaPg {
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const connection = await connect();
    connection.executeScript = (script) => pool.runScript(script);
    const queryRaw = connection.queryRaw.bind(connection);
    connection.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const column of pool.charColumns.get(result.rows) ?? [])
        result.columnTypes[column] = ColumnTypeEnum.Character;
      return result;
    };
    return connection;
  };
  return factory;
}

const charOid: number = pg.types.builtins.CHAR;

/** Presents "char" columns as text, which the adapter can read, and remembers which they were. */
class CatalogPool extends pg.Pool {
  readonly charColumns = new WeakMap<unknown[], number[]>();

  // The adapter calls one of pg's many overloads; this is that one.
  override query = (async (query: string | pg.QueryConfig) => {
    const client = await this.connect();
    try {
      const result = await client.query(query);
      const chars = [...result.fields.entries()].filter(([, { dataTypeID }]) => dataTypeID === charOid);
      for (const [, field] of chars) field.dataTypeID = pg.types.builtins.TEXT;
      if (chars.length > 0)
        this.charColumns.set(
          result.rows,
          chars.map(([column]) => column),
        );
      return result;
    } finally {
      client.release();
    }
  }) as pg.Pool['query'];

  async runScript(script: string): Promise<void> {
    const client = await this.connect();
    try {
      await client.query(script);
    } finally {
      client.release();
    }
  }
}

/** `?schema=public` and the like are Prisma's words; node-postgres does not know them. */
function withoutPrismaParameters(url: string): string {
  const plain = new URL(url);
  plain.searchParams.delete('schema');
  return plain.toString();
}

async function readMigrations() {
  const baseDir = join(databaseLib, 'migrations');
  const names = (await readdir(baseDir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((e) => e.name);
  const lockfile = 'migration_lock.toml';
  return {
    baseDir,
    lockfile: { path: lockfile, content: await readFile(join(baseDir, lockfile), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(join(baseDir, path, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  };
}
