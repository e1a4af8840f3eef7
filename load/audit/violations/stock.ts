import { type Violation, without } from './violation.ts';

const move = (order: string, units: number, reason: string): string =>
  `INSERT INTO stock_movements (id, variant_id, delta, reason, order_id) VALUES (gen_random_uuid(), {variant}, ${units}, '${reason}', ${order})`;

export const stock: Violation[] = [
  {
    breaks: 'S1 stock is never',
    what: 'more promised than there is',
    sql: `${without('stock', 'stock_never_oversold')} UPDATE stock SET reserved = 17`,
  },
  {
    breaks: 'S1 the database',
    what: 'a missing guard against overselling',
    sql: without('stock', 'stock_never_oversold'),
  },
  { breaks: 'S2 what came in', what: 'a unit that nobody saw leave', sql: 'UPDATE stock SET on_hand = 15' },
  { breaks: 'S3 what is reserved', what: 'a unit held for nobody', sql: 'UPDATE stock SET reserved = 2' },
  {
    breaks: 'S3 what is reserved',
    what: 'an order whose unit nobody holds',
    sql: `UPDATE stock SET reserved = 0`,
  },
  {
    breaks: 'S3 no hold',
    what: 'a hold that has ended and was not given up',
    sql: `UPDATE orders SET held_until = now() - interval '2 min' WHERE id = {unpaid}`,
  },
  {
    breaks: 'S4 the units',
    what: 'units held for an order that is paid',
    sql: `UPDATE orders SET stock_state = 'held' WHERE id = {paid}`,
  },
  {
    breaks: 'S4 the units',
    what: 'units sold to an order that nobody has paid',
    sql: `UPDATE orders SET stock_state = 'sold' WHERE id = {unpaid}`,
  },
  {
    breaks: 'S4 the units',
    what: 'units that a cancelled order keeps',
    sql: `UPDATE orders SET stock_state = 'sold' WHERE id = {cancelled}`,
  },
  {
    breaks: 'S4 an order that was paid',
    what: 'a paid order whose goods were not taken',
    sql: `DELETE FROM stock_movements WHERE order_id = {paid}`,
  },
  {
    breaks: 'S4 an order that was paid',
    what: 'goods taken twice for one order',
    sql: move('{paid}', -2, 'sold'),
  },
  {
    breaks: 'S4 an order that was paid',
    what: 'goods taken for an order that nobody has paid',
    sql: move('{unpaid}', -1, 'sold'),
  },
  {
    breaks: 'S4 an order that was paid',
    what: 'goods taken that the order does not name',
    sql: `DELETE FROM order_lines WHERE order_id = {paid}`,
  },
  {
    breaks: 'S4 an order that was paid',
    what: 'more units back than went out',
    sql: move('{partly}', 2, 'returned'),
  },
  {
    breaks: 'S4 an order that was paid',
    what: 'units back on the shelf that nobody has paid back',
    sql: move('{paid}', 1, 'refunded'),
  },
  {
    breaks: 'S4 an order that was paid',
    what: 'units back on the shelf that nobody has sent back',
    sql: move('{delivered}', 1, 'returned'),
  },
  {
    breaks: 'S4 an order that was paid',
    what: 'units back on the shelf as if the order had been cancelled',
    sql: move('{paid}', 1, 'cancelled'),
  },
  {
    breaks: 'S4 an order that was paid',
    what: 'a cancelled order whose goods stayed away',
    sql: `DELETE FROM stock_movements WHERE order_id = {cancelled} AND reason = 'cancelled'`,
  },
  {
    breaks: 'S4 an order that was paid',
    what: 'a movement for a reason nobody knows',
    sql: move('{paid}', 1, 'found under the desk'),
  },
];
