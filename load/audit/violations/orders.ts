import type { Violation } from './violation.ts';

const aShipmentOf = (order: string, units: number): string => `
  WITH s AS (INSERT INTO shipments (id, order_id, actor) VALUES (gen_random_uuid(), ${order}, 'staff') RETURNING id)
  INSERT INTO shipment_lines (shipment_id, variant_id, quantity) SELECT id, {variant}, ${units} FROM s`;

const twin = (table: string, which: string, changed: string): string => `
  INSERT INTO ${table} SELECT (o).* FROM (
    SELECT jsonb_populate_record(${table}, jsonb_build_object('id', gen_random_uuid(), ${changed})) AS o
    FROM ${table} WHERE ${which}) AS copy`;

export const orders: Violation[] = [
  {
    breaks: 'O2 no half orders',
    what: 'an order without lines',
    sql: 'DELETE FROM order_lines WHERE order_id = {paid}',
  },
  {
    breaks: 'O2 no half orders',
    what: 'an order without a payment',
    sql: 'DELETE FROM payments WHERE order_id = {unpaid}',
  },
  {
    breaks: 'O2 no half orders',
    what: 'an order that nobody placed',
    sql: 'DELETE FROM order_events WHERE order_id = {unpaid}',
  },
  {
    breaks: 'O2 an unpaid order',
    what: 'an unpaid order that nobody will give up',
    sql: `DELETE FROM outbox WHERE payload->>'orderId' = {unpaid}`,
  },
  {
    breaks: 'O2 an unpaid order',
    what: 'an unpaid order that has waited too long',
    sql: `UPDATE outbox SET due_at = now() - interval '2 min' WHERE payload->>'orderId' = {unpaid}`,
  },
  {
    breaks: 'O2 units that were sent',
    what: 'more units sent than are left',
    sql: aShipmentOf('{partly}', 1),
  },
  {
    breaks: 'O2 units that were sent',
    what: 'something sent that nobody ordered',
    sql: `UPDATE shipment_lines SET variant_id = gen_random_uuid()`,
  },
  {
    breaks: 'O2 units that come back',
    what: 'more units on their way back than were sent',
    sql: `UPDATE return_lines SET quantity = 3`,
  },
  {
    breaks: 'O2 a return',
    what: 'a return that was refunded and never received',
    sql: `UPDATE returns SET received_at = NULL`,
  },
  {
    breaks: 'O2 a return',
    what: 'a return that was refunded without a refund',
    sql: `UPDATE refunds SET return_id = NULL`,
  },
  {
    breaks: 'O2 a return',
    what: 'a return that was refunded by a refund that failed',
    sql: `UPDATE refunds SET status = 'failed' WHERE return_id IS NOT NULL`,
  },
  {
    breaks: 'O2 a refund is',
    what: 'a refund of another amount than its parts',
    sql: `UPDATE refund_parts SET amount_minor = amount_minor - 1 WHERE refund_id IN (SELECT id FROM refunds WHERE order_id = {partly})`,
  },
  {
    breaks: 'O2 a refund is',
    what: 'a refund without parts',
    sql: `DELETE FROM refund_parts`,
  },
  {
    breaks: 'O2 no line',
    what: 'more given back for a line than was paid for it',
    sql: `UPDATE order_lines SET total_minor = 150 WHERE order_id = {partly}`,
  },
  {
    breaks: 'O2 no line',
    what: 'a delivery paid back that cost nothing',
    sql: `UPDATE refund_parts SET variant_id = NULL WHERE refund_id IN (SELECT id FROM refunds WHERE order_id = {partly})`,
  },
  {
    breaks: 'O2 the status of an order',
    what: 'a parcel of an order that says paid',
    sql: aShipmentOf('{paid}', 1),
  },
  {
    breaks: 'O2 the status of an order',
    what: 'an order that says shipped and was not',
    sql: `UPDATE orders SET status = 'shipped' WHERE id = {paid}`,
  },
  {
    breaks: 'O2 the status of an order',
    what: 'an order that has arrived and is on its way',
    sql: `UPDATE shipments SET delivered_at = NULL`,
  },
  {
    breaks: 'O2 the status of an order',
    what: 'a part sent that is all of it',
    sql: `UPDATE orders SET status = 'partly_shipped' WHERE id = {delivered}`,
  },
  {
    breaks: 'O3 orders took',
    what: 'a step that is not allowed',
    sql: `UPDATE order_events SET to_status = 'shipped' WHERE to_status = 'paid' AND order_id = {paid}`,
  },
  {
    breaks: 'O3 orders took',
    what: 'an order that began in the middle',
    sql: `UPDATE order_events SET to_status = 'paid' WHERE order_id = {unpaid}`,
  },
  {
    breaks: 'O3 the steps',
    what: 'a status that no step led to',
    sql: `UPDATE orders SET status = 'shipped' WHERE id = {paid}`,
  },
  {
    breaks: 'O3 the steps',
    what: 'a step taken twice',
    sql: twin('order_events', `order_id = {paid} AND to_status = 'paid'`, `'actor', 'test'`),
  },
  {
    breaks: 'O3 an order has the dates',
    what: 'an order that was paid at no time',
    sql: `UPDATE orders SET paid_at = NULL WHERE id = {paid}`,
  },
  {
    breaks: 'O4 no two orders',
    what: 'a number given twice',
    sql: `DROP INDEX orders_store_id_number_key; ${twin('orders', 'id = {paid}', `'cart_id', gen_random_uuid()`)}`,
  },
  {
    breaks: 'O4 no two orders',
    what: 'a cart that became two orders',
    sql: `DROP INDEX orders_store_id_cart_id_key; ${twin('orders', 'id = {paid}', `'number', 'OTHER'`)}`,
  },
  {
    breaks: 'O4 the database',
    what: 'a missing guard against two orders of one cart',
    sql: 'DROP INDEX orders_store_id_cart_id_key',
  },
];
