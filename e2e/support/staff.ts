import { randomUUID } from 'node:crypto';
import type { APIRequest, APIRequestContext } from '@playwright/test';
import { z } from 'zod';
import { originOf, storefrontUrl, type StoreSlug } from './stores.ts';

const Change = z.object({ id: z.string() });
const Product = z.object({ variants: z.array(z.object({ id: z.string(), sku: z.string() })) });
const Order = z.object({
  status: z.string(),
  lines: z.array(z.object({ variantId: z.string(), quantity: z.number() })),
  shipments: z.array(Change),
  returns: z.array(Change),
});

/** The owner of a demo store at its staff API; there are no pages for them. */
export class Staff {
  private readonly api: APIRequestContext;

  private constructor(api: APIRequestContext) {
    this.api = api;
  }

  static async of(slug: StoreSlug, request: APIRequest): Promise<Staff> {
    const origin = originOf(slug);
    // Unlike browsers, programs do not know every name below localhost: the header says which store is meant.
    const api = await request.newContext({
      baseURL: storefrontUrl(),
      extraHTTPHeaders: { host: new URL(origin).host, origin },
    });
    const staff = new Staff(api);
    await staff.posts('/api/staff/session', { email: `owner@${slug}.example`, password: 'tradewind-demo' });
    return staff;
  }

  async order(id: string): Promise<z.infer<typeof Order>> {
    const answer = await this.api.get(`/api/staff/orders/${id}`);
    return Order.parse(await answer.json());
  }

  async ships(orderId: string, parcel: object): Promise<void> {
    await this.posts(`/api/staff/orders/${orderId}/shipments`, parcel);
  }

  async notesArrival(orderId: string): Promise<void> {
    const { shipments } = await this.order(orderId);
    for (const { id } of shipments)
      await this.posts(`/api/staff/orders/${orderId}/shipments/${id}/delivery`, {});
  }

  async refunds(orderId: string, refund: object): Promise<void> {
    await this.posts(`/api/staff/orders/${orderId}/refunds`, refund);
  }

  /** Agrees to the order's one return, gets it and gives the money back. */
  async takesBack(orderId: string): Promise<void> {
    const { returns } = await this.order(orderId);
    for (const { id } of returns) {
      await this.posts(`/api/staff/returns/${id}/approval`, {});
      await this.posts(`/api/staff/returns/${id}/receipt`, { restock: true });
      await this.posts(`/api/staff/returns/${id}/refund`, {});
    }
  }

  async invites(email: string): Promise<void> {
    await this.posts('/api/staff/invitations', { email, role: 'support' });
  }

  /** So many units of a variant have arrived. */
  async receives(slug: string, sku: string, delta: number): Promise<void> {
    const answer = await this.api.get(`/api/products/${slug}`);
    const variant = Product.parse(await answer.json()).variants.find((one) => one.sku === sku);
    await this.posts(`/api/staff/variants/${variant?.id}/stock-movements`, { reason: 'received', delta });
  }

  async leaves(): Promise<void> {
    await this.api.dispose();
  }

  private async posts(path: string, data: object): Promise<void> {
    const answer = await this.api.post(path, { data, headers: { 'idempotency-key': randomUUID() } });
    if (answer.status() !== 201)
      throw new Error(`The API answered ${answer.status()} to ${path}: ${await answer.text()}`);
  }
}
