import { type Violation, without } from './violation.ts';

export const separation: Violation[] = [
  {
    breaks: 'T1 every table',
    what: 'a table that hides nothing from its owner',
    sql: 'ALTER TABLE coupons NO FORCE ROW LEVEL SECURITY',
  },
  {
    breaks: 'T1 every table',
    what: 'a new table that hides nothing from anybody',
    sql: 'CREATE TABLE gifts (store_id uuid NOT NULL, id uuid)',
  },
  {
    breaks: 'T1 every table',
    what: 'a table without its policy',
    sql: 'DROP POLICY of_this_store ON coupons',
  },
  {
    breaks: 'T1 every table',
    what: 'a second policy that opens the door',
    sql: 'CREATE POLICY everybody ON coupons USING (true)',
  },
  {
    breaks: 'T2 the application',
    what: 'an application that may open databases',
    sql: 'ALTER ROLE tradewind_app CREATEDB',
  },
  {
    breaks: 'T2 the application',
    what: 'an application that may become somebody else',
    sql: 'CREATE ROLE somebody_else; GRANT somebody_else TO tradewind_app',
  },
  {
    breaks: 'T2 the application',
    what: 'an application that may make tables',
    sql: 'GRANT CREATE ON SCHEMA public TO tradewind_app',
  },
  {
    breaks: 'T3 no row',
    what: 'a foreign key that does not contain the store',
    sql: `CREATE UNIQUE INDEX ON coupons (id); CREATE TABLE gifts (store_id uuid NOT NULL, coupon_id uuid REFERENCES coupons (id))`,
  },
  {
    breaks: 'T3 no row',
    what: 'a foreign key that was never checked',
    sql: `${without('payments', 'payments_store_id_order_id_fkey')} ALTER TABLE payments ADD FOREIGN KEY (store_id, order_id) REFERENCES orders (store_id, id) NOT VALID`,
  },
  {
    breaks: 'T4 no view',
    what: "a view with its owner's eyes",
    sql: 'CREATE VIEW sold AS SELECT * FROM orders',
  },
  {
    breaks: 'T4 no view',
    what: 'a copy of what many stores have',
    sql: 'CREATE MATERIALIZED VIEW sold AS SELECT * FROM orders',
  },
  {
    breaks: 'T4 no view',
    what: "a function with its owner's rights",
    sql: `CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM orders'`,
  },
];
