import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import type { LabCart } from './carts.ts';

const shippingAddress = {
  name: 'Ada Lovelace',
  line1: '12 St James Square',
  postalCode: 'SW1Y 4JH',
  city: 'London',
  country: 'GB',
};

export interface Rate {
  readonly perSecond: number;
  /** How often each status was answered. */
  readonly answers: ReadonlyMap<number, number>;
}

/** Orders all carts, so many at a time on connections that are kept, and counts. */
export async function ordersPerSecond(
  origin: string,
  { host, carts, clients, tokenOf }: OrderRush,
): Promise<Rate> {
  const pool = new Pool(origin, { connections: clients });
  const answers = new Map<number, number>();
  const queue = carts.values();
  const buy = async (): Promise<void> => {
    for (const cart of queue) {
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: '/api/orders',
        headers: {
          host,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          'cart-token': tokenOf(cart.id),
        },
        body: JSON.stringify({
          cartId: cart.id,
          email: 'lab@example.com',
          shippingAddress,
          expectedTotal: { amount: cart.total, currency: 'EUR' },
        }),
      });
      await body.dump();
      answers.set(statusCode, (answers.get(statusCode) ?? 0) + 1);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, buy));
  const seconds = (performance.now() - began) / 1_000;
  await pool.close();
  return { perSecond: carts.length / seconds, answers };
}

export interface OrderRush {
  readonly host: string;
  readonly carts: readonly LabCart[];
  readonly clients: number;
  /** The key to a guest's cart, as its browser holds it. */
  readonly tokenOf: (cartId: string) => string;
}
