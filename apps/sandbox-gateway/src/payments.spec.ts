import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { Body, anAmount, aSandbox, fromBrowser, refusalOf, typedCard } from './sandbox-fixture.ts';

let sandbox: Awaited<ReturnType<typeof aSandbox>>;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await aSandbox();
  stripe = sandbox.stripe;
});
afterAll(() => sandbox.close());

const byAccount = (account: string) => ({ stripeAccount: account });

describe('a payment', () => {
  it('waits for a card, is confirmed by the browser, and has its money', async () => {
    const { id, client_secret } = await stripe.paymentIntents.create({
      amount: 4_250,
      currency: 'EUR',
      metadata: { order: '7' },
    });
    const confirmed = await fromBrowser(`${sandbox.url}/v1/payment_intents/${id}/confirm`, {
      ...typedCard('4242 4242 4242 4242'),
      client_secret: client_secret ?? '',
      return_url: 'http://lumen.localhost/order',
    });
    expect(confirmed).toMatchObject({ status: 200, body: { status: 'succeeded', currency: 'eur' } });
    const paid = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge', 'payment_method'] });
    expect(paid).toMatchObject({
      status: 'succeeded',
      amount_received: 4_250,
      metadata: { order: '7' },
      latest_charge: { paid: true, amount_captured: 4_250 },
      payment_method: { card: { brand: 'visa', last4: '4242' } },
    });
  });

  it('shows a browser nothing that the shop keeps to itself', async () => {
    const { id, client_secret } = await stripe.paymentIntents.create({
      amount: 100,
      currency: 'eur',
      metadata: { note: 'inside' },
    });
    const declined = await fromBrowser(`${sandbox.url}/v1/payment_intents/${id}/confirm`, {
      ...typedCard('4000000000000002'),
      client_secret: client_secret ?? '',
      return_url: 'http://lumen.localhost/order',
    });
    expect(declined.status).toBe(402);
    expect(JSON.stringify(declined.body)).not.toContain('inside');
  });

  it.each([
    ['4000000000000002', 'card_declined', 'generic_decline'],
    ['4000000000009995', 'card_declined', 'insufficient_funds'],
    ['4000000000009987', 'card_declined', 'lost_card'],
    ['4000000000009979', 'card_declined', 'stolen_card'],
    ['4000000000000069', 'expired_card', undefined],
    ['4000000000000127', 'incorrect_cvc', undefined],
    ['4000000000000119', 'processing_error', undefined],
    ['4000000000006975', 'card_declined', 'card_velocity_exceeded'],
    ['4100000000000019', 'card_declined', 'fraudulent'],
    ['4111111111111111', 'card_declined', 'test_mode_live_card'],
  ])('%s is refused with %s %s, and another card may follow', async (number, code, decline_code) => {
    const { id, client_secret } = await stripe.paymentIntents.create(anAmount);
    const confirm = `${sandbox.url}/v1/payment_intents/${id}/confirm`;
    const refused = await fromBrowser(confirm, { ...typedCard(number), client_secret: client_secret ?? '' });
    expect(refused).toMatchObject({ status: 402, body: { error: { type: 'card_error', code } } });
    expect(refused.body.error?.decline_code).toBe(decline_code);
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'requires_payment_method',
      amount_received: 0,
      last_payment_error: { code, payment_method: { card: { last4: number.slice(-4) } } },
    });
    const paid = await fromBrowser(confirm, {
      ...typedCard('4242424242424242'),
      client_secret: client_secret ?? '',
    });
    expect(paid.body.status).toBe('succeeded');
  });

  it.each([
    ['pm_card_visa_chargeDeclined', 'generic_decline', 'Your card was declined.', 'issuer_declined'],
    ['pm_card_chargeDeclined', 'generic_decline', 'Your card was declined.', 'issuer_declined'],
    [
      'pm_card_visa_chargeDeclinedInsufficientFunds',
      'insufficient_funds',
      'Your card has insufficient funds.',
      'issuer_declined',
    ],
    ['pm_card_visa_chargeDeclinedLostCard', 'lost_card', 'Your card was declined.', 'issuer_declined'],
    ['pm_card_visa_chargeDeclinedStolenCard', 'stolen_card', 'Your card was declined.', 'issuer_declined'],
    ['pm_card_chargeDeclinedExpiredCard', undefined, 'Your card has expired.', 'issuer_declined'],
    [
      'pm_card_chargeDeclinedIncorrectCvc',
      undefined,
      "Your card's security code is incorrect.",
      'issuer_declined',
    ],
    [
      'pm_card_chargeDeclinedProcessingError',
      undefined,
      'An error occurred while processing your card. Try again in a little bit.',
      'issuer_declined',
    ],
    [
      'pm_card_visa_chargeDeclinedVelocityLimitExceeded',
      'card_velocity_exceeded',
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
      'issuer_declined',
    ],
    ['pm_card_radarBlock', 'fraudulent', 'Your card was declined.', 'blocked'],
    ['pm_card_chargeDeclinedFraudulent', 'fraudulent', 'Your card was declined.', 'blocked'],
  ])('%s says why: %s', async (payment_method, decline_code, message, outcome) => {
    const { id } = await stripe.paymentIntents.create(anAmount);
    const refusal = await refusalOf(stripe.paymentIntents.confirm(id, { payment_method }));
    expect(refusal).toMatchObject({ statusCode: 402, message });
    const { last_payment_error, latest_charge } = await stripe.paymentIntents.retrieve(id, {
      expand: ['latest_charge'],
    });
    expect(last_payment_error).toMatchObject({ type: 'card_error', message, doc_url: expect.any(String) });
    expect(last_payment_error?.decline_code).toBe(decline_code);
    expect(latest_charge).toMatchObject({ paid: false, outcome: { type: outcome } });
  });

  it('names the field of a card that cannot exist, and tries nothing', async () => {
    const { id, client_secret } = await stripe.paymentIntents.create(anAmount);
    const typed = { ...typedCard('4242424242424241'), client_secret: client_secret ?? '' };
    const answer = await fromBrowser(`${sandbox.url}/v1/payment_intents/${id}/confirm`, typed);
    expect(answer).toMatchObject({
      status: 402,
      body: { error: { code: 'incorrect_number', param: 'number' } },
    });
    const past = {
      ...typedCard('4242424242424242'),
      'payment_method_data[card][exp_year]': '2020',
      client_secret: client_secret ?? '',
    };
    const expired = await fromBrowser(`${sandbox.url}/v1/payment_intents/${id}/confirm`, past);
    expect(expired.body.error).toMatchObject({ code: 'invalid_expiry_year', param: 'exp_year' });
    expect((await stripe.paymentIntents.retrieve(id)).latest_charge).toBeNull();
  });

  it('is paid once, and cannot be canceled afterwards', async () => {
    const { id } = await stripe.paymentIntents.create({
      ...anAmount,
      confirm: true,
      payment_method: 'pm_card_visa',
    });
    const again = await refusalOf(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }));
    const cancel = await refusalOf(stripe.paymentIntents.cancel(id));
    for (const refusal of [again, cancel]) {
      expect(refusal).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
    }
  });

  it('is canceled with its reason and takes no card then', async () => {
    const { id } = await stripe.paymentIntents.create(anAmount);
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'abandoned',
      canceled_at: expect.any(Number),
    });
    await expect(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })).rejects.toThrow(
      /status of canceled/,
    );
  });

  it.each([
    [1_005, 'jpy'],
    [1_010, 'kwd'],
    [1_005, 'eur'],
  ])('takes %s minor units of %s', async (amount, currency) => {
    const { id } = await stripe.paymentIntents.create({ ...anAmount, amount, currency });
    const paid = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    expect(paid).toMatchObject({ amount_received: amount, currency });
    if (currency !== 'kwd') return;
    expect(await refusalOf(stripe.refunds.create({ payment_intent: id, amount: 5 }))).toMatchObject({
      statusCode: 400,
      code: 'invalid_charge_amount',
      param: 'amount',
    });
    const other = await stripe.paymentIntents.create({ ...anAmount, amount, currency });
    expect(await refusalOf(stripe.paymentIntents.update(other.id, { amount: 15 }))).toMatchObject({
      code: 'invalid_charge_amount',
    });
  });

  it('takes another amount and description while it is open', async () => {
    const { id } = await stripe.paymentIntents.create({ ...anAmount, metadata: { keep: '1', drop: '2' } });
    const changed = await stripe.paymentIntents.update(id, { amount: 99, metadata: { drop: '' } });
    expect(changed).toMatchObject({ amount: 99, metadata: { keep: '1' } });
    expect(changed.metadata).not.toHaveProperty('drop');
  });
});

describe('accounts', () => {
  it('see only their own payments', async () => {
    const { id } = await stripe.paymentIntents.create(anAmount, byAccount('acct_lumen'));
    expect((await stripe.paymentIntents.retrieve(id, {}, byAccount('acct_lumen'))).id).toBe(id);
    for (const options of [{}, byAccount('acct_weft')]) {
      const refusal = await refusalOf(stripe.paymentIntents.retrieve(id, {}, options));
      expect(refusal).toMatchObject({ statusCode: 404, code: 'resource_missing' });
    }
  });

  it('list theirs newest first, page by page and by time', async () => {
    const lister = byAccount('acct_lister');
    const ids: string[] = [];
    for (let amount = 1; amount <= 5; amount += 1) {
      ids.unshift((await stripe.paymentIntents.create({ amount, currency: 'eur' }, lister)).id);
    }
    const first = await stripe.paymentIntents.list({ limit: 2 }, lister);
    expect(first).toMatchObject({ object: 'list', has_more: true });
    const all: string[] = [];
    for await (const { id } of stripe.paymentIntents.list({ limit: 2 }, lister)) all.push(id);
    expect(all).toEqual(ids);
    const soon = Math.floor(Date.now() / 1000) + 60;
    expect((await stripe.paymentIntents.list({ created: { gte: soon } }, lister)).data).toEqual([]);
    expect((await stripe.paymentIntents.list({ created: { lt: soon } }, lister)).data).toHaveLength(5);
    const before = await stripe.paymentIntents.list({ ending_before: ids[2] ?? '', limit: 5 }, lister);
    expect(before.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  });

  it('list all that were made since a moment, however many pages that takes', async () => {
    const account = byAccount('acct_pages');
    const { created } = await stripe.paymentIntents.create(anAmount, account);
    await Promise.all(Array.from({ length: 24 }, () => stripe.paymentIntents.create(anAmount, account)));
    const listed = await stripe.paymentIntents
      .list({ created: { gte: created }, limit: 7 }, account)
      .autoPagingToArray({ limit: 1_000 });
    expect(new Set(listed.map(({ id }) => id)).size).toBe(25);
    const [first] = listed;
    const after = { limit: 1, starting_after: first?.id ?? '' };
    expect((await stripe.paymentIntents.list(after, account)).data).toMatchObject([{ id: listed[1]?.id }]);
    const foreign = await refusalOf(stripe.paymentIntents.list(after, byAccount('acct_other')));
    expect(foreign).toMatchObject({ statusCode: 404, code: 'resource_missing' });
  });
});

describe('bad requests', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${sandbox.url}/v1/payment_intents`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer sk_test_sandbox',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body,
    });

  it.each([
    ['currency=eur', 'parameter_missing', 'amount'],
    ['amount=0&currency=eur', 'parameter_invalid_integer', 'amount'],
    ['amount=-1&currency=eur', 'parameter_invalid_integer', 'amount'],
    ['amount=1.5&currency=eur', 'parameter_invalid_integer', 'amount'],
    ['amount=100000000&currency=eur', 'amount_too_large', 'amount'],
    ['amount=1005&currency=kwd', 'invalid_charge_amount', 'amount'],
    ['amount=1&currency=eur&colour=red', 'parameter_unknown', 'colour'],
    ['amount=1&currency=eur&shipping[street]=x', 'parameter_unknown', 'shipping[street]'],
    ['amount=1&currency=zzz', undefined, 'currency'],
    ['amount=1&currency=eur&return_url=javascript:alert(1)', undefined, 'return_url'],
  ])('%s is refused', async (body, code, param) => {
    const answer = await post(body);
    const { error } = Body.parse(await answer.json());
    expect(answer.status).toBe(400);
    expect(error?.type).toBe('invalid_request_error');
    if (code !== undefined) expect(error?.code).toBe(code);
    expect(error?.param).toBe(param);
  });

  it.each([
    ['no key', { authorization: '' }, 401],
    ['a wrong key', { authorization: 'Bearer sk_test_other' }, 401],
    ['a publishable key', { authorization: 'Bearer pk_test_sandbox' }, 401],
    ['JSON', { 'content-type': 'application/json' }, 415],
    ['a strange version', { 'stripe-version': 'tomorrow' }, 400],
    ['a strange account', { 'stripe-account': '../lumen' }, 400],
  ])('%s is refused', async (_what, headers, status) => {
    const answer = await post('amount=1&currency=eur', headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('request-id')).toMatch(/^req_/);
    expect(Body.parse(await answer.json()).error?.message).toEqual(expect.any(String));
  });

  it('a wrong client secret opens nothing', async () => {
    const { id } = await stripe.paymentIntents.create(anAmount);
    const answer = await fromBrowser(`${sandbox.url}/v1/payment_intents/${id}/confirm`, {
      ...typedCard('4242424242424242'),
      client_secret: `${id}_secret_guess`,
    });
    expect(answer).toMatchObject({ status: 400, body: { error: { param: 'client_secret' } } });
  });

  it('a confirmation that could redirect needs a return_url, as at Stripe', async () => {
    const { id } = await stripe.paymentIntents.create({ amount: 100, currency: 'eur' });
    const refusal = await refusalOf(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }));
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(refusal.param).toBe('return_url');
  });
});
