import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anAmount, aSandbox, aShop, eventually, idOf, refusalOf } from './sandbox-fixture.ts';

let sandbox: Awaited<ReturnType<typeof aSandbox>>;
let shop: Awaited<ReturnType<typeof aShop>>;
beforeAll(async () => {
  shop = await aShop();
  sandbox = await aSandbox({ webhookUrl: shop.webhookUrl });
});
afterAll(async () => {
  await sandbox.close();
  await shop.close();
});

const aPaidPayment = (payment_method = 'pm_card_visa') =>
  sandbox.stripe.paymentIntents.create({ ...anAmount, confirm: true, payment_method });

/** What the shop was told of a payment's refunds, in the order in which it happened. */
async function newsOf(payment: string): Promise<string[]> {
  const { data } = await sandbox.stripe.events.list({ limit: 100 });
  return data
    .filter(({ data: { object } }) => 'payment_intent' in object && object.payment_intent === payment)
    .map(({ type, data: { object } }) => `${type} ${'status' in object ? String(object.status) : ''}`)
    .reverse();
}

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

  it('gives twenty that ask at once no more than there is', async () => {
    const { id: payment_intent, latest_charge } = await aPaidPayment();
    const asked = Array.from({ length: 20 }, () =>
      sandbox.stripe.refunds.create({ payment_intent, amount: 500 }),
    );
    const given = (await Promise.allSettled(asked)).filter(({ status }) => status === 'fulfilled');
    expect(given).toHaveLength(8);
    expect(await sandbox.stripe.charges.retrieve(idOf(latest_charge))).toMatchObject({
      amount_refunded: 4_000,
      refunded: false,
    });
  });

  it('keeps its metadata, takes new, and tells of the change', async () => {
    const { id: payment_intent } = await aPaidPayment();
    const { id } = await sandbox.stripe.refunds.create({
      payment_intent,
      amount: 1,
      metadata: { refundId: '7', note: 'broken' },
    });
    const changed = await sandbox.stripe.refunds.update(id, { metadata: { note: '', by: 'ann' } });
    expect(changed.metadata).toEqual({ refundId: '7', by: 'ann' });
    expect((await sandbox.stripe.refunds.retrieve(id)).metadata).toEqual(changed.metadata);
    const [, told] = (await sandbox.stripe.events.list({ limit: 2 })).data;
    expect(told).toMatchObject({
      type: 'refund.updated',
      data: { previous_attributes: { metadata: { refundId: '7', note: 'broken' } } },
    });
  });

  it('says no to a payment that was never made', async () => {
    const { id } = await sandbox.stripe.paymentIntents.create(anAmount);
    const refusal = await refusalOf(sandbox.stripe.refunds.create({ payment_intent: id }));
    expect(refusal).toMatchObject({ statusCode: 400, param: 'payment_intent' });
  });

  it('shows in the ledger', async () => {
    const onAccount = { stripeAccount: 'acct_ledger' };
    const paid = await sandbox.stripe.paymentIntents.create(
      { ...anAmount, confirm: true, payment_method: 'pm_card_visa', metadata: { order: '9' } },
      onAccount,
    );
    const refund = await sandbox.stripe.refunds.create(
      { payment_intent: paid.id, amount: 50, metadata: { refund: '1' } },
      onAccount,
    );
    const { body: ledger } = await sandbox.control('GET', '/sandbox/ledger?account=acct_ledger');
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

describe('the refunds of a payment', () => {
  it('are listed page by page, and nobody else lists them', async () => {
    const { refunds } = sandbox.stripe;
    const { id: payment_intent, latest_charge } = await aPaidPayment();
    const ids: string[] = [];
    for (let made = 0; made < 5; made += 1)
      ids.unshift((await refunds.create({ payment_intent, amount: 1 })).id);
    const other = await refunds.create({ payment_intent: (await aPaidPayment()).id });
    const listed = await refunds.list({ payment_intent, limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(listed.map(({ id }) => id)).toEqual(ids);
    const byCharge = await refunds.list({ charge: idOf(latest_charge) });
    expect(byCharge.data.map(({ id }) => id)).toEqual(ids);
    const astray = refunds.list({ payment_intent, starting_after: other.id });
    expect(await refusalOf(astray)).toMatchObject({ statusCode: 404, code: 'resource_missing' });
    const foreign = refunds.list({ payment_intent }, { stripeAccount: 'acct_other' });
    expect(await refusalOf(foreign)).toMatchObject({ statusCode: 404, code: 'resource_missing' });
  });

  it('are found with the payment itself, and within a list of payments', async () => {
    const { paymentIntents, refunds } = sandbox.stripe;
    const { id: payment_intent } = await aPaidPayment();
    for (let made = 0; made < 11; made += 1) await refunds.create({ payment_intent, amount: 1 });
    const withRefunds = { latest_charge: { refunds: { object: 'list', has_more: true } } };
    const found = await paymentIntents.retrieve(payment_intent, { expand: ['latest_charge.refunds'] });
    expect(found).toMatchObject(withRefunds);
    expect(found).toHaveProperty('latest_charge.refunds.data.length', 10);
    const [listed] = (await paymentIntents.list({ limit: 1, expand: ['data.latest_charge.refunds'] })).data;
    expect(listed).toMatchObject(withRefunds);
    expect(
      await refusalOf(paymentIntents.retrieve(payment_intent, { expand: ['latest_charge.secrets'] })),
    ).toMatchObject({ statusCode: 400 });
  });
});

describe('a bank that answers later', () => {
  it('takes the refund in the end', async () => {
    const { id: payment_intent } = await aPaidPayment('pm_card_pendingRefund');
    const refund = await sandbox.stripe.refunds.create({ payment_intent });
    expect(refund.status).toBe('pending');
    expect(await refusalOf(sandbox.stripe.refunds.create({ payment_intent }))).toMatchObject({
      code: 'charge_already_refunded',
    });
    await eventually(async () =>
      expect((await sandbox.stripe.refunds.retrieve(refund.id)).status).toBe('succeeded'),
    );
    expect(await newsOf(payment_intent)).toEqual([
      'refund.created pending',
      'charge.refunded succeeded',
      'refund.updated succeeded',
      'charge.refund.updated succeeded',
    ]);
    await eventually(() => expect(shop.types()).toContain('charge.refund.updated'));
  });

  it('refuses the refund, and the money can be given back again', async () => {
    const { id: payment_intent, latest_charge } = await aPaidPayment('pm_card_refundFail');
    const refund = await sandbox.stripe.refunds.create({ payment_intent, amount: 4_000 });
    expect(refund.status).toBe('succeeded');
    await eventually(async () =>
      expect(await sandbox.stripe.refunds.retrieve(refund.id)).toMatchObject({
        status: 'failed',
        failure_reason: 'expired_or_canceled_card',
      }),
    );
    expect(await sandbox.stripe.charges.retrieve(idOf(latest_charge))).toMatchObject({
      amount_refunded: 0,
    });
    expect(await newsOf(payment_intent)).toEqual([
      'refund.created succeeded',
      'charge.refunded succeeded',
      'refund.updated failed',
      'charge.refund.updated failed',
      'refund.failed failed',
    ]);
    const { data } = await sandbox.stripe.events.list({ type: 'refund.updated', limit: 1 });
    expect(data).toMatchObject([
      { data: { previous_attributes: { status: 'succeeded' } }, request: { id: null } },
    ]);
    expect((await sandbox.stripe.refunds.create({ payment_intent })).amount).toBe(4_250);
    const { body: ledger } = await sandbox.control('GET', '/sandbox/ledger');
    expect(ledger).toHaveProperty(
      'payments',
      expect.arrayContaining([expect.objectContaining({ payment_intent, captured: 4_250, refunded: 4_250 })]),
    );
  });

  it('answers although the sandbox was restarted in between', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const before = await aSandbox({ dataFolder });
    const paid = await before.stripe.paymentIntents.create({
      ...anAmount,
      confirm: true,
      payment_method: 'pm_card_refundFail',
    });
    const { id } = await before.stripe.refunds.create({ payment_intent: paid.id });
    await before.close();
    const after = await aSandbox({ dataFolder });
    await eventually(async () => expect((await after.stripe.refunds.retrieve(id)).status).toBe('failed'));
    await after.close();
    await rm(dataFolder, { recursive: true });
  });
});
