import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { anAmount, aSandbox, eventually, refusalOf } from '../sandbox-fixture.ts';

let sandbox: Awaited<ReturnType<typeof aSandbox>>;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await aSandbox();
  stripe = sandbox.stripe;
});
afterEach(() => sandbox.disarm());
afterAll(() => sandbox.close());

const paidAtOnce = { ...anAmount, confirm: true, payment_method: 'pm_card_visa' } as const;
const create = (account: string) => stripe.paymentIntents.create(paidAtOnce, { stripeAccount: account });
const paymentsOf = async (account: string) =>
  (await stripe.paymentIntents.list({}, { stripeAccount: account })).data;

/** Without the SDK, which tries a call again by itself when its connection was cut. */
async function bareCreate(account: string): Promise<number | 'no answer'> {
  const form = { amount: '100', currency: 'eur' };
  const headers = { authorization: 'Bearer sk_test_sandbox', 'stripe-account': account };
  const init = { method: 'POST', headers, body: new URLSearchParams(form) };
  return fetch(`${sandbox.url}/v1/payment_intents`, init).then(
    ({ status }) => status,
    () => 'no answer',
  );
}

async function timed<T>(call: Promise<T>): Promise<{ ms: number; result: T }> {
  const start = performance.now();
  const result = await call;
  return { ms: performance.now() - start, result };
}

describe('a fault of calls', () => {
  it('delays one answer, and the next is quick again', async () => {
    await sandbox.arm({ kind: 'delay', operation: 'payment_intents.create', ms: 5_000 });
    expect((await timed(create('acct_slow'))).ms).toBeGreaterThan(4_990);
    expect((await timed(create('acct_slow'))).ms).toBeLessThan(4_000);
    expect(await sandbox.faults()).toMatchObject([{ kind: 'delay', struck: 1, spent: true }]);
  });

  it('does the work first when it says so: others see it while the caller waits', async () => {
    await sandbox.arm({ kind: 'delay', operation: 'payment_intents.create', ms: 60_000, after_work: true });
    const waiting = create('acct_early');
    await eventually(async () =>
      expect(await paymentsOf('acct_early')).toMatchObject([{ status: 'succeeded' }]),
    );
    await sandbox.disarm();
    expect((await waiting).status).toBe('succeeded');
  });

  it('hangs until it is disarmed, then ends without an answer and without a payment', async () => {
    const { id } = await sandbox.arm({ kind: 'hang', operation: 'payment_intents.create' });
    const hanging = bareCreate('acct_hang');
    await eventually(async () => expect(await sandbox.faults()).toMatchObject([{ waiting: 1 }]));
    await sandbox.disarm(id);
    expect(await hanging).toBe('no answer');
    expect(await paymentsOf('acct_hang')).toEqual([]);
  });

  it('hangs no longer than it was told to', async () => {
    await sandbox.arm({ kind: 'hang', operation: 'any', ms: 200 });
    const { ms, result } = await timed(bareCreate('acct_hang'));
    expect(result).toBe('no answer');
    expect(ms).toBeGreaterThan(190);
  });

  it.each([
    [429, Stripe.errors.StripeRateLimitError],
    [500, Stripe.errors.StripeAPIError],
    [503, Stripe.errors.StripeAPIError],
  ])('fails with %s as Stripe does, and does nothing', async (status, kind) => {
    await sandbox.arm({ kind: 'fail', operation: 'payment_intents.create', status });
    const refusal = await refusalOf(create(`acct_fail${status}`));
    expect(refusal).toBeInstanceOf(kind);
    expect(refusal.statusCode).toBe(status);
    expect(await paymentsOf(`acct_fail${status}`)).toEqual([]);
  });

  it('answers 200 with HTML, as long as wanted', async () => {
    await sandbox.arm({ kind: 'garbage', operation: 'payment_intents.list', bytes: 1_000_000 });
    const answer = await fetch(`${sandbox.url}/v1/payment_intents`, {
      headers: { authorization: 'Bearer sk_test_sandbox' },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toHaveLength(1_000_000);
    await sandbox.arm({ kind: 'garbage', operation: 'payment_intents.create' });
    expect((await refusalOf(create('acct_html'))).message).toContain('Invalid JSON');
  });

  it('charges and then drops the reply; a retry with the same key finds the payment and charges once', async () => {
    // Twice: the SDK tries once more by itself when a connection was cut.
    await sandbox.arm({ kind: 'drop_reply', operation: 'payment_intents.create', times: 2 });
    const options = { stripeAccount: 'acct_drop', idempotencyKey: 'drop' };
    const lost = await refusalOf(stripe.paymentIntents.create(paidAtOnce, options));
    expect(lost).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    const [paid] = await paymentsOf('acct_drop');
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 4_250 });
    expect(await stripe.paymentIntents.create(paidAtOnce, options)).toMatchObject({ id: paid?.id });
    expect(await paymentsOf('acct_drop')).toHaveLength(1);
  });

  it('refunds and then drops the reply', async () => {
    const { id } = await create('acct_refund');
    const options = { stripeAccount: 'acct_refund' };
    await sandbox.arm({ kind: 'drop_reply', operation: 'refunds.create', times: 2 });
    const idempotencyKey = 'refund-dropped';
    const lost = stripe.refunds.create({ payment_intent: id, amount: 250 }, { ...options, idempotencyKey });
    expect(await refusalOf(lost)).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    const { data } = await stripe.refunds.list({ payment_intent: id }, options);
    expect(data).toMatchObject([{ amount: 250, status: 'succeeded' }]);
  });

  it('lies about amount, currency and status, and keeps the truth', async () => {
    const { id } = await create('acct_lie');
    const options = { stripeAccount: 'acct_lie' };
    const change = { amount: -1, currency: 'xxx', status: 'shrugged' };
    await sandbox.arm({ kind: 'wrong_answer', operation: 'payment_intents.retrieve', change });
    await sandbox.arm({ kind: 'wrong_answer', operation: 'payment_intents.list', change });
    expect(await stripe.paymentIntents.retrieve(id, {}, options)).toMatchObject(change);
    expect(await paymentsOf('acct_lie')).toMatchObject([{ id, ...change }]);
    expect(await paymentsOf('acct_lie')).toMatchObject([
      { id, amount: 4_250, currency: 'eur', status: 'succeeded' },
    ]);
  });

  it('strikes only its operation, as often as it says, or until it is disarmed', async () => {
    const always = { kind: 'fail', operation: 'payment_intents.cancel', times: 'until_disarmed' };
    const { id: standing } = await sandbox.arm(always);
    await sandbox.arm({ kind: 'fail', operation: 'payment_intents.create', times: 2 });
    const outcomes: boolean[] = [];
    for (let call = 0; call < 3; call += 1)
      outcomes.push(
        await create('acct_often').then(
          () => true,
          () => false,
        ),
      );
    expect(outcomes).toEqual([false, false, true]);
    const { id } = await stripe.paymentIntents.create(anAmount);
    for (let call = 0; call < 5; call += 1) await refusalOf(stripe.paymentIntents.cancel(id));
    expect(await sandbox.faults()).toMatchObject([
      { id: standing, struck: 5, spent: false },
      { struck: 2, spent: true },
    ]);
    await sandbox.disarm(standing);
    expect((await stripe.paymentIntents.cancel(id)).status).toBe('canceled');
  });

  it('throws the same dice for the same seed', async () => {
    const run = async (seed: number) => {
      await sandbox.disarm();
      const dice = { times: 'until_disarmed', probability: 0.4, seed };
      await sandbox.arm({ kind: 'fail', operation: 'payment_intents.list', ...dice });
      const throws: boolean[] = [];
      for (let call = 0; call < 40; call += 1)
        throws.push(
          await paymentsOf('acct_dice').then(
            () => false,
            () => true,
          ),
        );
      return throws;
    };
    const [first, again, other] = [await run(7), await run(7), await run(8)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(first.filter(Boolean).length).toBeGreaterThan(5);
    expect(first.filter(Boolean).length).toBeLessThan(30);
  });

  it('lets the sandbox stop while a call hangs', async () => {
    const other = await aSandbox();
    await other.arm({ kind: 'hang', operation: 'any', ms: 600_000 });
    const hanging = refusalOf(other.stripe.paymentIntents.create(anAmount));
    await eventually(async () => expect(await other.faults()).toMatchObject([{ waiting: 1 }]));
    await other.close();
    expect(await hanging).toBeInstanceOf(Stripe.errors.StripeConnectionError);
  });
});

describe('arming', () => {
  it.each([
    [{}, 'kind'],
    [{ kind: 'explode', operation: 'any' }, 'kind'],
    [{ kind: 'fail' }, 'operation'],
    [{ kind: 'fail', operation: 'payment_intents.make' }, 'operation'],
    [{ kind: 'fail', operation: 'any', status: 404 }, 'status'],
    [{ kind: 'fail', operation: 'any', often: 2 }, 'often'],
    [{ kind: 'fail', operation: 'any', times: 0 }, 'times'],
    [{ kind: 'fail', operation: 'any', times: 'always' }, 'times'],
    [{ kind: 'fail', operation: 'any', probability: 1.5 }, 'probability'],
    [{ kind: 'delay', operation: 'any' }, 'ms'],
    [{ kind: 'delay', operation: 'any', ms: 1e9 }, 'ms'],
    [{ kind: 'wrong_answer', operation: 'any', change: { colour: 'red' } }, 'change.colour'],
    [{ kind: 'wrong_answer', operation: 'any', change: {} }, 'change'],
    [{ kind: 'lose', event: 'DROP TABLE' }, 'event'],
    [{ kind: 'lose', operation: 'any' }, 'operation'],
    [{ kind: 'reorder' }, 'count'],
    [{ kind: 'duplicate', copies: 1 }, 'copies'],
  ])('%j is a 422 that names %s', async (fault, param) => {
    const { status, body } = await sandbox.control('POST', '/sandbox/faults', fault);
    expect(status).toBe(422);
    expect(body).toMatchObject({ error: { type: 'invalid_request_error', param } });
    expect(await sandbox.faults()).toEqual([]);
  });

  it('takes JSON only, which no form on a foreign page can send', async () => {
    const body = new URLSearchParams({ kind: 'fail', operation: 'any' });
    expect((await fetch(`${sandbox.url}/sandbox/faults`, { method: 'POST', body })).status).toBe(415);
  });

  it('does not know a fault that is not there', async () => {
    expect((await sandbox.control('DELETE', '/sandbox/faults/fault_999')).status).toBe(404);
  });
});
