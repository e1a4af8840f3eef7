import type { Chapter } from '../invariant.ts';
import { applicationRole } from './sql.ts';

/** Tables of the platform that name a store and are not a store's own: read before it is known which store it is. */
const platformTables = `('store_domains', 'memberships', 'outbox')`;

const storeTables = `
  SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relowner FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'store_id' AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname NOT IN ${platformTables}`;

/** What an extension has brought along shows nothing of a store's tables. */
const isOurs = (catalog: string, row: string): string => `
  NOT EXISTS (
    SELECT FROM pg_depend WHERE classid = '${catalog}'::regclass AND objid = ${row}.oid AND deptype = 'e')`;

export const separation: Chapter = {
  title: 'Stores apart',
  ofPlatform: [
    {
      id: 'T1',
      name: 'every table of a store shows the rows of one store only, to the owner too',
      sql: `
        WITH own AS (${storeTables})
        SELECT own.relname AS "table", 'row-level security is not forced' AS fault FROM own
        WHERE NOT (own.relrowsecurity AND own.relforcerowsecurity)
        UNION ALL
        SELECT own.relname, 'no policy for all commands names the store' FROM own
        WHERE NOT EXISTS (
          SELECT FROM pg_policy p
          WHERE p.polrelid = own.oid AND p.polcmd = '*'
            AND pg_get_expr(p.polqual, p.polrelid) LIKE '%app.store_id%'
            AND pg_get_expr(p.polwithcheck, p.polrelid) LIKE '%app.store_id%')
        UNION ALL
        SELECT own.relname, 'the policy ' || p.polname || ' lets more through' FROM own
        JOIN pg_policy p ON p.polrelid = own.oid AND p.polpermissive
        WHERE coalesce(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) NOT LIKE '%app.store_id%'`,
    },
    {
      id: 'T2',
      name: 'the application owns nothing, and is nobody who may look over the wall',
      sql: `
        SELECT r.rolname AS role, 'may do what only an administrator may' AS fault FROM pg_roles r
        WHERE r.rolname = '${applicationRole}'
          AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication)
        UNION ALL
        SELECT '${applicationRole}', 'is a member of ' || r.rolname FROM pg_roles r
        WHERE r.rolname <> '${applicationRole}' AND pg_has_role('${applicationRole}', r.oid, 'MEMBER')
        UNION ALL
        SELECT '${applicationRole}', 'owns ' || c.relname FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relowner = '${applicationRole}'::regrole
        UNION ALL
        SELECT '${applicationRole}', 'may make tables of its own'
        WHERE has_schema_privilege('${applicationRole}', 'public', 'CREATE')`,
    },
    {
      id: 'T3',
      name: 'no row can point to one of another store: every foreign key between their tables contains the store',
      sql: `
        WITH own AS (${storeTables})
        SELECT k.conrelid::regclass::text AS "table", k.conname AS key,
               CASE WHEN k.convalidated THEN 'does not contain the store' ELSE 'was never checked' END AS fault
        FROM pg_constraint k JOIN own child ON child.oid = k.conrelid JOIN own parent ON parent.oid = k.confrelid
        WHERE k.contype = 'f' AND NOT (k.convalidated AND EXISTS (
          SELECT FROM unnest(k.conkey, k.confkey) AS pair (from_column, to_column)
          JOIN pg_attribute f ON f.attrelid = k.conrelid AND f.attnum = pair.from_column AND f.attname = 'store_id'
          JOIN pg_attribute t ON t.attrelid = k.confrelid AND t.attnum = pair.to_column AND t.attname = 'store_id'))`,
    },
    {
      id: 'T4',
      name: 'no view and no function sees more than who asks',
      sql: `
        SELECT c.relname AS name, CASE c.relkind WHEN 'm' THEN 'a materialised view' ELSE 'a view of its owner''s' END AS fault
        FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND ${isOurs('pg_class', 'c')}
          AND (c.relkind = 'm' OR (c.relkind = 'v' AND NOT coalesce(
            'security_invoker=true' = ANY(c.reloptions) OR 'security_invoker=on' = ANY(c.reloptions), false)))
        UNION ALL
        SELECT p.proname, 'runs as its owner' FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND ${isOurs('pg_proc', 'p')}`,
    },
  ],
};
