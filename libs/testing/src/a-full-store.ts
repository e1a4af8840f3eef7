import { v7 as uuidv7 } from 'uuid';
import { aKey, aProduct, aStore, type TestStore } from './a-store.ts';
import { asOwner } from './owner.ts';

type Insert = (into: string, ...values: unknown[]) => Promise<unknown>;

/** A store that has at least one row in each of its tables: what nobody else may ever see. */
export async function aFullStore(): Promise<TestStore> {
  const store = await aStore();
  const { id: productId, variantId } = await aProduct(store);
  const insert: Insert = (into, ...values) =>
    asOwner(
      store.id,
      `INSERT INTO ${into} VALUES (${values.map((_, index) => `$${index + 1}`).join(', ')})`,
      values,
    );
  await insert(
    'product_images (id, product_id, alt, original_key, width, height)',
    ...[uuidv7(), productId, 'A mug', 'mug.jpg', 800, 600],
  );
  await insert('idempotency_keys (actor, key, request_hash)', 'test', aKey(), 'none');
  await insert('email_log (dedupe_key, message_id)', aKey(), aKey());
  const couponId = await insertTerms(insert);
  const orderId = await insertOrder(insert, variantId);
  await insert(
    'coupon_redemptions (order_id, coupon_id, customers)',
    ...[orderId, couponId, ['email:ada@example.com']],
  );
  await insertAftermath(insert, orderId, variantId);
  await insertPosting(store, orderId);
  return store;
}

/** What decides the price of a basket. */
async function insertTerms(insert: Insert): Promise<string> {
  const [methodId, couponId] = [uuidv7(), uuidv7()];
  await insert('tax_rates (country, category, rate_ppm)', 'DE', 'standard', 190_000);
  await insert('shipping_methods (id, name)', methodId, 'Parcel');
  await insert('shipping_rates (method_id, country, amount_minor)', methodId, '**', 490);
  await insert('coupons (id, code, kind, value)', couponId, 'TENOFF', 'percent', 100_000);
  await insert(
    'coupon_uses (coupon_id, customer, used_count, max_uses)',
    ...[couponId, 'email:ada@example.com', 1, 1],
  );
  return couponId;
}

async function insertOrder(insert: Insert, variantId: string): Promise<string> {
  const [customerId, cartId, orderId] = [uuidv7(), uuidv7(), uuidv7()];
  await insert(
    'customers (id, email, name, password_hash)',
    ...[customerId, 'ada@example.com', 'Ada Lovelace', 'none'],
  );
  await insertPromises(insert, customerId, variantId);
  await insert('carts (id, customer_id, status)', cartId, customerId, 'ordered');
  await insert('cart_lines (cart_id, variant_id, quantity)', cartId, variantId, 1);
  await insert(
    'orders (id, number, cart_id, customer_id, email, shipping_address, currency, subtotal_minor, total_minor, item_count)',
    ...[orderId, aKey(), cartId, customerId, 'ada@example.com', '{}', 'EUR', 1_500, 1_500, 1],
  );
  await insert(
    'order_lines (order_id, variant_id, position, product_name, variant_name, sku, quantity, unit_price_minor, total_minor)',
    ...[orderId, variantId, 0, 'Mug', 'One size', 'SKU', 1, 1_500, 1_500],
  );
  await insert(
    'order_events (id, order_id, to_status, actor)',
    ...[uuidv7(), orderId, 'awaiting_payment', 'test'],
  );
  return orderId;
}

/** Links that were sent by mail, and somebody who waits for one. */
async function insertPromises(insert: Insert, customerId: string, variantId: string): Promise<void> {
  const later = new Date(Date.now() + 60_000);
  await insert(
    'account_tokens (id, customer_id, purpose, expires_at)',
    ...[uuidv7(), customerId, 'verify_email', later],
  );
  await insert(
    'staff_invitations (id, email, role, invited_by, expires_at)',
    ...[uuidv7(), 'bob@example.com', 'support', uuidv7(), later],
  );
  await insert('stock_alerts (id, variant_id, email)', uuidv7(), variantId, 'ada@example.com');
}

/** What became of an order: it was paid, sent, sent back and paid back. */
async function insertAftermath(insert: Insert, orderId: string, variantId: string): Promise<void> {
  const [paymentId, refundId, shipmentId, returnId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await insert(
    'payments (id, order_id, status, amount_minor, captured_minor, currency)',
    ...[paymentId, orderId, 'succeeded', 1_500, 1_500, 'EUR'],
  );
  await insert('shipments (id, order_id, actor)', shipmentId, orderId, 'test');
  await insert('shipment_lines (shipment_id, variant_id, quantity)', shipmentId, variantId, 1);
  await insert('returns (id, order_id, reason)', returnId, orderId, 'Too small');
  await insert('return_lines (return_id, variant_id, quantity)', returnId, variantId, 1);
  await insert(
    'refunds (id, order_id, payment_id, return_id, amount_minor, tax_minor, currency, reason, actor)',
    ...[refundId, orderId, paymentId, returnId, 1_500, 0, 'EUR', 'Too small', 'test'],
  );
  await insert(
    'refund_parts (refund_id, position, variant_id, quantity, amount_minor, tax_minor)',
    ...[refundId, 1, variantId, 1, 1_500, 0],
  );
  await insert('invoice_counters (kind, last_number)', 'invoice', 1);
  await insert(
    'invoices (id, order_id, kind, number, currency, total_minor, tax_minor, content)',
    ...[uuidv7(), orderId, 'invoice', 1, 'EUR', 1_500, 0, '{}'],
  );
  await insert('reconciliation_findings (id, provider_id, fault)', uuidv7(), 'pi_1', 'none');
}

/** A posting is one statement: its entries balance, or none of them is written. */
function insertPosting(store: TestStore, orderId: string): Promise<unknown> {
  return asOwner(
    store.id,
    `INSERT INTO ledger_entries (id, order_id, kind, reference, account, amount_minor, currency)
     VALUES (gen_random_uuid(), $1, 'sale', $1, 'customer', 1500, 'EUR'),
            (gen_random_uuid(), $1, 'sale', $1, 'goods', -1500, 'EUR')`,
    [orderId],
  );
}
