import { type Change, OrderDetail, OrderStatement, type ShipOrder } from '@tradewind/contracts';
import { aKey, type TestProduct, type TestStore } from './a-store.ts';
import type { Answer, HttpClient } from './http-client.ts';
import { aMember, signInAsStaff } from './people.ts';
import type { TestApi } from './test-api.ts';

/** What was changed, or why not. */
export type ChangeAnswer = Answer<Change & { code?: string; variantId?: string }>;

/** So many of each of these, as staff and customers write it. */
export const units = (...lines: [TestProduct, number][]) =>
  lines.map(([{ variantId }, quantity]) => ({ variantId, quantity }));

/** Somebody of a store's staff at work on its orders. Each call has an Idempotency-Key of its own unless it gets one. */
export class StaffDesk {
  private constructor(readonly browser: HttpClient) {}

  static async open(api: TestApi, store: TestStore): Promise<StaffDesk> {
    const browser = api.visitor(store);
    await signInAsStaff(browser, (await aMember(store)).email);
    return new StaffDesk(browser);
  }

  ship = (orderId: string, parcel: ShipOrder = {}): Promise<ChangeAnswer> =>
    this.post(`orders/${orderId}/shipments`, parcel);

  deliver = (orderId: string, shipmentId: string): Promise<ChangeAnswer> =>
    this.post(`orders/${orderId}/shipments/${shipmentId}/delivery`);

  cancel = (orderId: string): Promise<ChangeAnswer> =>
    this.post(`orders/${orderId}/cancellation`, { reason: 'None left' });

  /** Without a wish all that is left. */
  refund = (orderId: string, wish: object = {}): Promise<ChangeAnswer> =>
    this.post(`orders/${orderId}/refunds`, { reason: 'Broken', ...wish });

  /** Takes a return one step on. */
  handle = (
    returnId: string,
    step: 'approval' | 'rejection' | 'receipt' | 'refund',
    restock = false,
  ): Promise<ChangeAnswer> =>
    this.post(`returns/${returnId}/${step}`, step === 'receipt' ? { restock } : undefined);

  async order(orderId: string): Promise<OrderDetail> {
    return OrderDetail.parse((await this.browser.get(`/api/staff/orders/${orderId}`)).body);
  }

  /** What is on each account of an order. */
  async balances(orderId: string): Promise<Record<string, number>> {
    const { body } = await this.browser.get(`/api/staff/orders/${orderId}/statement`);
    const { balances } = OrderStatement.parse(body);
    return Object.fromEntries(balances.map(({ account, balance }) => [account, balance.amount]));
  }

  private post(path: string, body?: object): Promise<ChangeAnswer> {
    return this.browser.post(`/api/staff/${path}`, {
      headers: { 'idempotency-key': aKey() },
      ...(body && { body }),
    });
  }
}
