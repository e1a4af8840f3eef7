/**
 * The yardstick: the statements of `POST /orders` by hand, on bare Fastify and `pg`. No Nest, no contracts, no
 * sessions, no tenancy but the setting, no tax, no delivery, no coupon, no e-mail address checked: only what the
 * database is asked to do. One process, as the API beside it.
 */
import { createHash, randomInt, randomUUID } from 'node:crypto';
import { fastify } from 'fastify';
import pg from 'pg';

interface PlaceOrder {
  cartId: string;
  email: string;
  shippingAddress: object;
  expectedTotal: { amount: number; currency: string };
}

interface Line {
  variantId: string;
  sku: string;
  variantName: string;
  productName: string;
  quantity: number;
  price: number;
}

const { DATABASE_URL, STORE_ID, PORT } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 20 });
const server = fastify();

server.post<{ Body: PlaceOrder }>('/api/orders', async (request, reply) => {
  const order = request.body;
  const key = String(request.headers['idempotency-key']);
  const client = await pool.connect();
  const ask = <Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]) =>
    client.query<Row>({ name, text, values });
  try {
    await client.query(`BEGIN; SET LOCAL app.store_id = '${STORE_ID}'`);
    await ask('claim', claim, [key, createHash('sha256').update(JSON.stringify(order)).digest('hex')]);
    const { rowCount } = await ask('close', close, [order.cartId]);
    if (rowCount === 0) throw new Error('closed already');
    const { rows: lines } = await ask<Line>('lines', linesOfCart, [order.cartId]);
    const total = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
    if (total !== order.expectedTotal.amount) throw new Error('total changed');

    const id = randomUUID();
    const units = lines.reduce((sum, line) => sum + line.quantity, 0);
    const number = String(randomInt(2 ** 47));
    const address = JSON.stringify(order.shippingAddress);
    await ask('order', insertOrder, [id, number, order.cartId, order.email, address, total, units]);
    await ask('lines of order', insertLines, [id, JSON.stringify(lines)]);
    await ask('event', insertEvent, [randomUUID(), id]);
    await ask('payment', insertPayment, [randomUUID(), id, total]);
    await ask('outbox', insertOutbox, [randomUUID(), STORE_ID, JSON.stringify({ orderId: id })]);
    const reserved = await ask('reserve', reserve, [JSON.stringify(lines)]);
    if (reserved.rowCount !== lines.length) throw new Error('out of stock');
    const answer = JSON.stringify({ order: { id, number, lines, total } });
    await ask('answer', keepAnswer, [key, answer]);
    await client.query('COMMIT');
    return await reply.status(201).type('application/json').send(answer);
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
});

const claim = `INSERT INTO idempotency_keys (actor, key, request_hash) VALUES ('guest', $1, $2)`;
const close = `UPDATE carts SET status = 'ordered' WHERE id = $1 AND status = 'open'`;
const linesOfCart = `
  SELECT v.id AS "variantId", v.sku, v.name AS "variantName", p.name AS "productName", line.quantity,
         price.amount_minor AS price
  FROM cart_lines line
  JOIN variants v ON v.store_id = line.store_id AND v.id = line.variant_id
  JOIN products p ON p.store_id = v.store_id AND p.id = v.product_id AND p.status = 'published'
  JOIN prices price ON price.store_id = v.store_id AND price.variant_id = v.id
  WHERE line.cart_id = $1 ORDER BY v.id`;
const insertOrder = `
  INSERT INTO orders (id, number, cart_id, email, shipping_address, currency, subtotal_minor, total_minor, item_count)
  VALUES ($1, $2, $3, $4, $5, 'EUR', $6, $6, $7)`;
const insertLines = `
  INSERT INTO order_lines (order_id, variant_id, position, product_name, variant_name, sku, quantity, unit_price_minor, total_minor)
  SELECT $1, "variantId", 0, "productName", "variantName", sku, quantity, price, price * quantity
  FROM json_to_recordset($2) AS line ("variantId" uuid, "productName" text, "variantName" text, sku text, quantity int, price int)`;
const insertEvent = `INSERT INTO order_events (id, order_id, to_status, actor) VALUES ($1, $2, 'awaiting_payment', 'guest')`;
const insertPayment = `INSERT INTO payments (id, order_id, amount_minor, currency) VALUES ($1, $2, $3, 'EUR')`;
const insertOutbox = `
  INSERT INTO outbox (id, store_id, job, payload, due_at)
  VALUES ($1, $2, 'expire-unpaid-order', $3, now() + interval '15 minutes')`;
const reserve = `
  UPDATE stock SET reserved = reserved + line.quantity
  FROM json_to_recordset($1) AS line ("variantId" uuid, quantity int)
  WHERE variant_id = line."variantId" AND on_hand - reserved >= line.quantity`;
const keepAnswer = `UPDATE idempotency_keys SET status = 201, body = $2 WHERE actor = 'guest' AND key = $1`;

await server.listen({ host: '127.0.0.1', port: Number(PORT) });
