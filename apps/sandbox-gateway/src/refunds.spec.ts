import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAmount, aSandbox, refusalOf } from './sandbox-fixture.ts';

let sandbox: Awaited<ReturnType<typeof aSandbox>>;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

const aPaidPayment = () =>
  sandbox.stripe.paymentIntents.create({ ...anAmount, confirm: true, payment_method: 'pm_card_visa' });

describe('refunding', () => {
  it('gives back in parts, then the rest, and never more', async () => {
    const { refunds } = sandbox.stripe;
    const { id: payment_intent } = await aPaidPayment();
    const part = await refunds.create({ payment_intent, amount: 1_000, reason: 'requested_by_customer' });
    expect(await refunds.retrieve(part.id)).toMatchObject({
      amount: 1_000,
      status: 'succeeded',
      payment_intent,
    });
    expect(await refusalOf(refunds.create({ payment_intent, amount: 3_251 }))).toMatchObject({
      statusCode: 400,
      param: 'amount',
    });
    expect((await refunds.create({ payment_intent })).amount).toBe(3_250);
    expect(await refusalOf(refunds.create({ payment_intent }))).toMatchObject({
      code: 'charge_already_refunded',
    });
    expect((await refunds.list({ payment_intent })).data.map(({ amount }) => amount)).toEqual([3_250, 1_000]);
  });

  it('says no to a payment that was never made', async () => {
    const { id } = await sandbox.stripe.paymentIntents.create(anAmount);
    const refusal = await refusalOf(sandbox.stripe.refunds.create({ payment_intent: id }));
    expect(refusal).toMatchObject({ statusCode: 400, param: 'payment_intent' });
  });

  it('shows in the ledger', async () => {
    const paid = await sandbox.stripe.paymentIntents.create(
      { ...anAmount, confirm: true, payment_method: 'pm_card_visa', metadata: { order: '9' } },
      { stripeAccount: 'acct_ledger' },
    );
    const refund = await sandbox.stripe.refunds.create(
      { payment_intent: paid.id, amount: 50, metadata: { refund: '1' } },
      { stripeAccount: 'acct_ledger' },
    );
    const ledger: unknown = await (await fetch(`${sandbox.url}/sandbox/ledger?account=acct_ledger`)).json();
    expect(ledger).toHaveProperty('payments', [
      {
        payment_intent: paid.id,
        account: 'acct_ledger',
        status: 'succeeded',
        amount: 4_250,
        captured: 4_250,
        refunded: 50,
        currency: 'eur',
        created: expect.any(Number),
        metadata: { order: '9' },
        refunds: [
          {
            id: refund.id,
            amount: 50,
            status: 'succeeded',
            metadata: { refund: '1' },
            created: expect.any(Number),
          },
        ],
      },
    ]);
    expect(ledger).toHaveProperty('balances', [
      { account: 'acct_ledger', currency: 'eur', captured: 4_250, refunded: 50, balance: 4_200 },
    ]);
  });
});
