import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aCart,
  aKey,
  anEmail,
  anOrder,
  aPaidOrder,
  aProduct,
  aStore,
  asOwner,
  countOrders,
  mailsTo,
  owner,
  TestApi,
  TestJobs,
} from '@tradewind/testing';
import { z } from 'zod';

let api: TestApi;
let jobs: TestJobs;
beforeAll(async () => {
  [api, jobs] = [await TestApi.start(), await TestJobs.start()];
});
afterAll(async () => {
  await api.close();
  await jobs.close();
});

const eve = anEmail();
const bcc = `\r\nBcc: ${eve}`;

describe('an order that wants its mails to go elsewhere', () => {
  it.each([
    ['a second line', `ann@example.com${bcc}`],
    ['a second address', `ann@example.com,${eve}`],
    ['a second address after a semicolon', `ann@example.com;${eve}`],
    ['a quoted local part', `"ann@example.com, ${eve}"@example.com`],
    ['a group', `friends: ann@example.com, ${eve};`],
    ['a display name', `Ann <${eve}>`],
    ['a comment', `ann@example.com (${eve})`],
  ])('by %s in its address is refused, and changes nothing', async (_what, email) => {
    const store = await aStore();
    const mug = await aProduct(store);
    const visitor = api.visitor(store);
    const body = { ...anOrder(await aCart(visitor, [[mug, 1]])), email };
    const answer = await visitor.post('/api/orders', { headers: { 'idempotency-key': aKey() }, body });
    expect(answer.status).toBe(422);
    expect(await countOrders(store)).toBe(0);
  });

  it('by a second line in its name is refused', async () => {
    const store = await aStore();
    const mug = await aProduct(store);
    const visitor = api.visitor(store);
    const { shippingAddress, ...rest } = anOrder(await aCart(visitor, [[mug, 1]]));
    const body = { ...rest, email: anEmail(), shippingAddress: { ...shippingAddress, name: `Ann${bcc}` } };
    const answer = await visitor.post('/api/orders', { headers: { 'idempotency-key': aKey() }, body });
    expect([answer.status, await countOrders(store)]).toEqual([422, 0]);
  });
});

const Opened = z.object({
  to: z.array(z.string()),
  from: z.string(),
  subject: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
});

describe('a mail whose words were not checked by anybody', () => {
  it('has one recipient and no header of theirs, whatever the store and its orders are called', async () => {
    const store = await aStore();
    const placed = await aPaidOrder(jobs, store, api.visitor(store), [[await aProduct(store), 1]]);
    const { id, email } = placed.order;
    await owner.query('UPDATE stores SET name = $2, legal_name = $2 WHERE id = $1', [
      store.id,
      `Shop\u202e\u200b${bcc}\r\nSubject: You have won\r\n\r\n<h1>Won</h1>`,
    ]);
    await asOwner(store.id, 'UPDATE orders SET number = $2 WHERE id = $1', [id, `ABCDE${bcc}`]);

    await jobs.run(store, 'send-order-confirmation');

    const [mail] = await mailsTo(email);
    const url = new URL(`/api/messages/${mail?.id}`, process.env['MAILBOX_URL']);
    const { to, from, subject, headers } = Opened.parse(await (await fetch(url)).json());
    expect(to).toEqual([email]);
    expect(headers.filter(({ name }) => /^bcc$/i.test(name))).toEqual([]);
    expect(headers.filter(({ name }) => /^(subject|from|to)$/i.test(name))).toHaveLength(3);
    expect(subject).toBe(
      `Your order ABCDE Bcc: ${eve} at Shop Bcc: ${eve} Subject: You have won <h1>Won</h1>`,
    );
    expect(from).not.toMatch(/[\r\n\u202e\u200b]/);
    expect(await mailsTo(eve)).toEqual([]);
  });

  it.each([
    ['two addresses', (ann: string) => `${ann},${eve}`],
    ['two lines', (ann: string) => `${ann}${bcc}`],
    ['a group', (ann: string) => `friends:${ann},${eve};`],
    ['two names', (ann: string) => `Ann <${ann}>, Eve <${eve}>`],
  ])('goes to nobody else when what should be one address is %s', async (_what, together) => {
    const store = await aStore();
    const placed = await aPaidOrder(jobs, store, api.visitor(store), [[await aProduct(store), 1]]);
    const { id, email } = placed.order;
    await asOwner(store.id, 'UPDATE orders SET email = $2 WHERE id = $1', [id, together(email)]);
    // The mail server may take it for one odd address, or refuse it.
    await jobs.run(store, 'send-order-confirmation').catch(() => undefined);
    expect(await mailsTo(eve)).toEqual([]);
  });
});
