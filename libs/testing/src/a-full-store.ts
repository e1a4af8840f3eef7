import { v7 as uuidv7 } from 'uuid';
import { aKey, aProduct, aStore, type TestStore } from './a-store.ts';
import { asOwner } from './owner.ts';

/** A store that has at least one row in each of its tables: what nobody else may ever see. */
export async function aFullStore(): Promise<TestStore> {
  const store = await aStore();
  const { id: productId, variantId } = await aProduct(store);
  const [customerId, cartId, orderId] = [uuidv7(), uuidv7(), uuidv7()];
  const insert = (into: string, values: unknown[]) =>
    asOwner(
      store.id,
      `INSERT INTO ${into} VALUES (${values.map((_, index) => `$${index + 1}`).join(', ')})`,
      values,
    );

  await insert('product_images (id, product_id, alt, original_key, width, height)', [
    uuidv7(),
    productId,
    'A mug',
    'mug.jpg',
    800,
    600,
  ]);
  await insert('customers (id, email, name, password_hash)', [
    customerId,
    'ada@example.com',
    'Ada Lovelace',
    'none',
  ]);
  await insert('carts (id, customer_id, status)', [cartId, customerId, 'ordered']);
  await insert('cart_lines (cart_id, variant_id, quantity)', [cartId, variantId, 1]);
  await insert(
    'orders (id, number, cart_id, customer_id, email, shipping_address, currency, total_minor, item_count)',
    [orderId, aKey(), cartId, customerId, 'ada@example.com', '{}', 'EUR', 1_500, 1],
  );
  await insert(
    'order_lines (order_id, variant_id, position, product_name, variant_name, sku, quantity, unit_price_minor)',
    [orderId, variantId, 0, 'Mug', 'One size', 'SKU', 1, 1_500],
  );
  await insert('order_events (id, order_id, to_status, actor)', [
    uuidv7(),
    orderId,
    'awaiting_payment',
    'test',
  ]);
  await insert('payments (id, order_id, amount_minor, currency)', [uuidv7(), orderId, 1_500, 'EUR']);
  await insert('idempotency_keys (actor, key, request_hash)', ['test', aKey(), 'none']);
  await insert('email_log (dedupe_key, message_id)', [aKey(), aKey()]);
  return store;
}
