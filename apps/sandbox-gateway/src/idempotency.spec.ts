import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { anAmount, aSandbox, refusalOf } from './sandbox-fixture.ts';

let sandbox: Awaited<ReturnType<typeof aSandbox>>;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

function create(key: string, body = 'amount=500&currency=eur') {
  return fetch(`${sandbox.url}/v1/payment_intents`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer sk_test_sandbox',
      'content-type': 'application/x-www-form-urlencoded',
      'idempotency-key': key,
    },
    body,
  });
}

describe('an Idempotency-Key', () => {
  it('gives twenty simultaneous requests one payment and one answer, byte for byte', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create('twenty')));
    const bodies = new Set(await Promise.all(answers.map((answer) => answer.text())));
    expect(bodies.size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(19);
  });

  it('belongs to the request it was first used with', async () => {
    const idempotencyKey = 'changed';
    await sandbox.stripe.paymentIntents.create(anAmount, { idempotencyKey });
    const refusal = await refusalOf(
      sandbox.stripe.paymentIntents.create({ ...anAmount, amount: 1 }, { idempotencyKey }),
    );
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(refusal.statusCode).toBe(400);
  });

  it('repeats a declined card too, and charges it once', async () => {
    const { id } = await sandbox.stripe.paymentIntents.create(anAmount);
    const decline = () =>
      refusalOf(
        sandbox.stripe.paymentIntents.confirm(
          id,
          { payment_method: 'pm_card_visa_chargeDeclined' },
          { idempotencyKey: `decline-${id}` },
        ),
      );
    const [first, second] = [await decline(), await decline()];
    expect(first).toMatchObject({ statusCode: 402, decline_code: 'generic_decline' });
    expect(second.charge).toBe(first.charge);
  });

  it('is not spent on a request that was wrong', async () => {
    expect((await create('second-try', 'amount=nothing&currency=eur')).status).toBe(400);
    expect((await create('second-try')).status).toBe(200);
  });

  it('means nothing to another account', async () => {
    const idempotencyKey = 'shared';
    const mine = await sandbox.stripe.paymentIntents.create(anAmount, {
      idempotencyKey,
      stripeAccount: 'acct_a',
    });
    const theirs = await sandbox.stripe.paymentIntents.create(anAmount, {
      idempotencyKey,
      stripeAccount: 'acct_b',
    });
    expect(theirs.id).not.toBe(mine.id);
  });
});
