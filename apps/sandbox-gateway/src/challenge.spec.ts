import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aSandbox, aShop, eventually, fromBrowser, typedCard } from './sandbox-fixture.ts';

let shop: Awaited<ReturnType<typeof aShop>>;
let sandbox: Awaited<ReturnType<typeof aSandbox>>;
beforeAll(async () => {
  shop = await aShop();
  sandbox = await aSandbox({ webhookUrl: shop.webhookUrl });
});
afterAll(async () => {
  await sandbox.close();
  await shop.close();
});

async function aChallenge(number: string): Promise<{ id: string; url: string }> {
  const { id, client_secret } = await sandbox.stripe.paymentIntents.create({
    amount: 9_900,
    currency: 'gbp',
  });
  const { body } = await fromBrowser(`${sandbox.url}/v1/payment_intents/${id}/confirm`, {
    ...typedCard(number),
    client_secret: client_secret ?? '',
    return_url: 'http://weft.localhost:3000/order?from=bank',
  });
  expect(body).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
  return { id, url: body.next_action?.redirect_to_url.url ?? '' };
}

const decide = (url: string, decision: string) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ decision }), redirect: 'manual' });

describe('3-D Secure', () => {
  it.each([
    ['4000002500003155', 'approve', 'succeeded', 'succeeded', 'payment_intent.succeeded'],
    ['4000000000003220', 'refuse', 'failed', 'requires_payment_method', 'payment_intent.payment_failed'],
    ['4000008400001629', 'approve', 'failed', 'requires_payment_method', 'payment_intent.payment_failed'],
  ])('%s, %s: %s', async (number, decision, redirectStatus, status, event) => {
    const { id, url } = await aChallenge(number);
    const page = await fetch(url);
    expect(await page.text()).toContain('£99.00');
    const answer = await decide(url, decision);
    expect(answer.status).toBe(303);
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe('http://weft.localhost:3000/order');
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      from: 'bank',
      payment_intent: id,
      redirect_status: redirectStatus,
    });
    expect((await sandbox.stripe.paymentIntents.retrieve(id)).status).toBe(status);
    await eventually(() =>
      expect(shop.events).toContainEqual(
        expect.objectContaining({ type: event, data: { object: expect.objectContaining({ id }) } }),
      ),
    );
  });

  it('charges once, however often the customer approves', async () => {
    const { id, url } = await aChallenge('4000000000003220');
    await Promise.all([decide(url, 'approve'), decide(url, 'approve'), decide(url, 'refuse')]);
    const payment = await sandbox.stripe.paymentIntents.retrieve(id);
    const succeeded = await sandbox.stripe.events.list({ type: 'payment_intent.succeeded', limit: 100 });
    const told = succeeded.data.filter(({ data }) => 'id' in data.object && data.object.id === id);
    expect(told).toHaveLength(payment.status === 'succeeded' ? 1 : 0);
  });

  it('opens only with the client secret', async () => {
    const { url } = await aChallenge('4000000000003220');
    const guessed = new URL(url);
    guessed.searchParams.set('client_secret', 'guess');
    expect((await fetch(guessed)).status).toBe(404);
    expect((await decide(guessed.href, 'approve')).status).toBe(404);
    expect((await decide(url, 'perhaps')).status).toBe(400);
  });
});
