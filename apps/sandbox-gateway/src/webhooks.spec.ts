import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anAmount, aSandbox, aShop, eventually } from './sandbox-fixture.ts';

let shop: Awaited<ReturnType<typeof aShop>>;
let dataFolder: string;
beforeEach(async () => {
  shop = await aShop();
  dataFolder = await mkdtemp(join(tmpdir(), 'sandbox-'));
});
afterEach(async () => {
  await shop.close();
  await rm(dataFolder, { recursive: true });
});

const paidAtOnce = { ...anAmount, confirm: true, payment_method: 'pm_card_visa' } as const;

describe('webhooks', () => {
  it('tell of every step, signed as the SDK verifies it, for the account it happened on', async () => {
    const { stripe, close } = await aSandbox({ webhookUrl: shop.webhookUrl });
    const onAccount = { stripeAccount: 'acct_lumen' };
    const paid = await stripe.paymentIntents.create(paidAtOnce, onAccount);
    await stripe.refunds.create({ payment_intent: paid.id }, onAccount);
    await eventually(() => expect(shop.events).toHaveLength(4));
    expect(shop.types().sort()).toEqual([
      'charge.refunded',
      'payment_intent.created',
      'payment_intent.succeeded',
      'refund.created',
    ]);
    expect(shop.events).toContainEqual(
      expect.objectContaining({
        type: 'payment_intent.succeeded',
        account: 'acct_lumen',
        data: { object: expect.objectContaining({ id: paid.id, amount_received: 4_250 }) },
      }),
    );
    await close();
  });

  it('keep to the types the shop has asked for', async () => {
    const { stripe, close } = await aSandbox({
      webhookUrl: shop.webhookUrl,
      webhookEvents: ['payment_intent.canceled'],
    });
    const { id } = await stripe.paymentIntents.create(anAmount);
    await stripe.paymentIntents.cancel(id);
    await eventually(() => expect(shop.types()).toEqual(['payment_intent.canceled']));
    expect((await stripe.events.list({ type: 'payment_intent.*' })).data.map(({ type }) => type)).toEqual([
      'payment_intent.canceled',
      'payment_intent.created',
    ]);
    await close();
  });

  it('come again until the shop has answered 2xx, each time the same event', async () => {
    shop.answerNext(500, 503, 404);
    const { stripe, close } = await aSandbox({
      webhookUrl: shop.webhookUrl,
      webhookEvents: ['payment_intent.succeeded'],
    });
    await stripe.paymentIntents.create(paidAtOnce);
    await eventually(() => expect(shop.types()).toEqual(['payment_intent.succeeded']));
    const recorded = () => stripe.events.list({ type: 'payment_intent.succeeded' });
    expect((await recorded()).data[0]?.id).toBe(shop.events[0]?.id);
    await close();
  });

  it('survive a restart, together with payments, refunds and idempotent answers', async () => {
    const settings = { webhookUrl: shop.webhookUrl, webhookEvents: ['payment_intent.succeeded'], dataFolder };
    shop.answerAlways(500);
    const before = await aSandbox(settings);
    const idempotencyKey = 'across-restarts';
    const paid = await before.stripe.paymentIntents.create(paidAtOnce, { idempotencyKey });
    const refund = await before.stripe.refunds.create({ payment_intent: paid.id, amount: 100 });
    await before.close();
    expect(shop.events).toEqual([]);

    // Started without an endpoint in between: nothing is sent, nothing is forgotten.
    await (await aSandbox({ dataFolder })).close();

    shop.answerAlways(200);
    const after = await aSandbox(settings);
    const again = await after.stripe.paymentIntents.create(paidAtOnce, { idempotencyKey });
    expect(again).toEqual(paid);
    expect(await after.stripe.refunds.retrieve(refund.id)).toEqual(refund);
    await eventually(() => expect(shop.types()).toEqual(['payment_intent.succeeded']), 10_000);
    await after.close();
  }, 20_000);
});
