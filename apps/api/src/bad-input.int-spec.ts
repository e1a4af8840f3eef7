import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Change, Problem } from '@tradewind/contracts';
import {
  aCart,
  aKey,
  aMember,
  anOrder,
  aPaidOrder,
  aPlacedOrder,
  aProduct,
  aStore,
  type Answer,
  asOwner,
  type Call,
  fingerprintOf,
  type HttpClient,
  owner,
  password,
  signInAsStaff,
  signUp,
  TestApi,
  TestJobs,
  type TestProduct,
  type TestStore,
} from '@tradewind/testing';

interface Endpoint {
  name: string;
  method: 'POST' | 'PUT' | 'DELETE';
  path: string;
  as: HttpClient;
  headers?: Record<string, string>;
  /** A body that would be accepted; none when the endpoint takes none. */
  body?: Record<string, unknown>;
  optional?: string[];
}

let api: TestApi;
let jobs: TestJobs;
let store: TestStore;
let endpoints: Endpoint[];

beforeAll(async () => {
  [api, jobs] = [await TestApi.start(), await TestJobs.start()];
  store = await aStore();
  endpoints = await allEndpoints();
});
afterAll(async () => {
  await api.close();
  await jobs.close();
});

/** Something that was sent, and that its buyer wants to send back. */
async function aReturn(
  orderId: string,
  buyer: HttpClient,
  staff: HttpClient,
  lines: object[],
): Promise<string> {
  const post = (by: HttpClient, path: string, body: object) =>
    by.post<Change>(path, { headers: { 'idempotency-key': aKey() }, body });
  await post(staff, `/api/staff/orders/${orderId}/shipments`, {});
  const { status, body, text } = await post(buyer, `/api/orders/${orderId}/returns`, {
    lines,
    reason: 'Too small',
  });
  if (status !== 201) throw new Error(`The return was refused: ${text}`);
  return body.id;
}

async function anImageOf({ id }: TestProduct): Promise<string> {
  const [image] = await asOwner<{ id: string }>(
    store.id,
    `INSERT INTO product_images (id, product_id, alt, original_key, width, height)
     VALUES (gen_random_uuid(), $1, 'A mug', 'originals/mug.jpeg', 800, 600) RETURNING id`,
    [id],
  );
  return image!.id;
}

/** Every endpoint that changes something, with a caller who may. The webhook, which is signed, comes below. */
async function allEndpoints(): Promise<Endpoint[]> {
  const mug = await aProduct(store);
  const [guest, buyer] = [api.visitor(store), api.visitor(store)];
  const [customer, staff] = [api.visitor(store), api.visitor(store)];
  const { email } = await signUp(customer);
  await signInAsStaff(staff, (await aMember(store)).email);
  const { order: paid } = await aPaidOrder(jobs, store, buyer, [[mug, 1]]);
  const lines = [{ variantId: mug.variantId, quantity: 1 }];
  const onReturn = `/api/staff/returns/${await aReturn(paid.id, buyer, staff, lines)}`;
  const { order } = await aPlacedOrder(guest, [[mug, 1]]);
  const cart = await aCart(guest, [[mug, 1]]);
  const picture = `/api/staff/products/${mug.id}/images/${await anImageOf(mug)}`;
  const line = `/api/carts/${cart.id}/lines/${mug.variantId}`;
  const stranger = api.visitor(store);
  // Looks like the one in a link, and is not ours.
  const token = `${order.id}.${'A'.repeat(22)}`;
  const headers = { 'idempotency-key': aKey() };
  const [onOrder, onPaid] = [`/api/staff/orders/${order.id}`, `/api/staff/orders/${paid.id}`];
  return [
    { name: 'set a line', method: 'PUT', path: line, as: guest, body: { quantity: 2 } },
    {
      name: 'say where it goes',
      method: 'PUT',
      path: `/api/carts/${cart.id}/delivery`,
      as: guest,
      body: { country: 'FR', shippingMethodId: order.id },
      optional: ['shippingMethodId'],
    },
    {
      name: 'enter a coupon',
      method: 'PUT',
      path: `/api/carts/${cart.id}/coupon`,
      as: guest,
      body: { code: 'TENOFF' },
    },
    {
      name: 'place an order',
      method: 'POST',
      path: '/api/orders',
      as: guest,
      headers,
      body: {
        ...anOrder(cart),
        shippingAddress: { ...anOrder(cart).shippingAddress, line2: 'Top bell' },
        shippingMethodId: order.id,
      },
      optional: ['shippingMethodId', 'shippingAddress.line2'],
    },
    {
      name: 'ask to send back',
      method: 'POST',
      path: `/api/orders/${paid.id}/returns`,
      as: buyer,
      headers,
      body: { lines, reason: 'Too small' },
    },
    {
      name: 'sign up',
      method: 'POST',
      path: '/api/customers',
      as: stranger,
      body: { email: 'new@example.com', password, name: 'Ada' },
    },
    { name: 'sign in', method: 'POST', path: '/api/session', as: stranger, body: { email, password } },
    {
      name: 'sign in as staff',
      method: 'POST',
      path: '/api/staff/session',
      as: stranger,
      body: { email, password },
    },
    {
      name: 'ship',
      method: 'POST',
      path: `${onOrder}/shipments`,
      as: staff,
      headers,
      body: { lines, carrier: 'DHL', tracking: 'DHL 1' },
      optional: ['lines', 'carrier', 'tracking'],
    },
    {
      name: 'cancel',
      method: 'POST',
      path: `${onPaid}/cancellation`,
      as: staff,
      headers,
      body: { reason: 'None left' },
    },
    {
      name: 'refund units',
      method: 'POST',
      path: `${onPaid}/refunds`,
      as: staff,
      headers,
      body: { lines, shipping: true, restock: false, reason: 'Broken' },
      optional: ['lines', 'shipping', 'restock'],
    },
    {
      name: 'refund an amount',
      method: 'POST',
      path: `${onPaid}/refunds`,
      as: staff,
      headers,
      body: { amount: { amount: 100, currency: 'EUR' }, reason: 'Scratched' },
      optional: ['amount'],
    },
    {
      name: 'receive what came back',
      method: 'POST',
      path: `${onReturn}/receipt`,
      as: staff,
      headers,
      body: { restock: true },
    },
    {
      name: 'verify an address',
      method: 'POST',
      path: '/api/customers/verification',
      as: stranger,
      body: { token },
    },
    {
      name: 'forget a password',
      method: 'POST',
      path: '/api/password-resets',
      as: stranger,
      body: { email },
    },
    {
      name: 'choose a password',
      method: 'PUT',
      path: '/api/password-resets',
      as: stranger,
      body: { token, password },
    },
    {
      name: 'invite',
      method: 'POST',
      path: '/api/staff/invitations',
      as: staff,
      headers,
      body: { email, role: 'support' },
    },
    {
      name: 'join the staff',
      method: 'POST',
      path: '/api/staff/invitations/acceptance',
      as: stranger,
      body: { token, name: 'Ada', password },
    },
    {
      name: 'wait for a variant',
      method: 'POST',
      path: `/api/variants/${mug.variantId}/stock-alerts`,
      as: stranger,
      body: { email },
    },
    {
      name: 'move stock',
      method: 'POST',
      path: `/api/staff/variants/${mug.variantId}/stock-movements`,
      as: staff,
      headers,
      body: { reason: 'corrected', delta: 3 },
    },
    { name: 'send the link again', method: 'POST', path: '/api/session/verification-mail', as: customer },
    { name: 'open a cart', method: 'POST', path: '/api/carts', as: guest },
    { name: 'remove a line', method: 'DELETE', path: line, as: guest },
    { name: 'forget a coupon', method: 'DELETE', path: `/api/carts/${cart.id}/coupon`, as: guest },
    { name: 'give up', method: 'POST', path: `/api/orders/${order.id}/cancellation`, as: guest, headers },
    { name: 'approve', method: 'POST', path: `${onReturn}/approval`, as: staff, headers },
    { name: 'reject', method: 'POST', path: `${onReturn}/rejection`, as: staff, headers },
    { name: 'pay a return back', method: 'POST', path: `${onReturn}/refund`, as: staff, headers },
    {
      name: 'note an arrival',
      method: 'POST',
      path: `${onPaid}/shipments/${order.id}/delivery`,
      as: staff,
      headers,
    },
    { name: 'start a payment', method: 'POST', path: `/api/orders/${order.id}/payment`, as: guest },
    { name: 'remove a picture', method: 'DELETE', path: picture, as: staff },
    { name: 'sign out', method: 'DELETE', path: '/api/session', as: stranger },
    { name: 'sign out as staff', method: 'DELETE', path: '/api/staff/session', as: stranger },
  ];
}

/** What nobody may learn from an answer: our code, our queries, our tables. */
const internals = /\bat \w+.*\(|node_modules|\.ts:\d|prisma|SELECT |INSERT |violates|relation "|ECONN/i;

/** What is wrong with this answer to something bad; undefined when it is a clear refusal. */
function faultOf({ status, headers, text, body }: Answer, allowed: number[]): string | undefined {
  const problem = Problem.safeParse(body);
  if (!allowed.includes(status)) return `${status} ${text.slice(0, 300)}`;
  if (internals.test(text)) return `It tells of our insides: ${text}`;
  if (!/^application\/problem\+json/.test(String(headers['content-type'])) || !problem.success)
    return `It is no problem+json: ${text}`;
  return problem.data.requestId === headers['x-request-id'] ? undefined : 'The request ids differ.';
}

interface Attempt {
  what: string;
  send: () => Promise<Answer>;
}

/** Sends each, one after the other, and looks that no row of the store has changed. */
async function expectRefusals(attempts: Attempt[], allowed: number[]): Promise<void> {
  expect(attempts.length).toBeGreaterThan(0);
  const before = await fingerprintOf(store);
  const faults = [];
  for (const { what, send } of attempts) {
    const fault = faultOf(await send(), allowed);
    if (fault) faults.push(`${what}: ${fault}`);
  }
  expect(faults).toEqual([]);
  expect(await fingerprintOf(store)).toEqual(before);
}

/** One request to an endpoint that differs from a good one in `call` alone. */
const attempt = ({ name, method, path, as, headers }: Endpoint, what: string, call: Call): Attempt => ({
  what: `${name}: ${what}`,
  send: () => as.send(method, path, { ...call, headers: { ...headers, ...call.headers } }),
});

const withBody = () =>
  endpoints.flatMap((endpoint) => (endpoint.body ? [{ ...endpoint, body: endpoint.body }] : []));

/** The paths of all fields, `shippingAddress` as well as `shippingAddress.city`. */
function fieldsOf(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    prefix + key,
    ...fieldsOf(inner, `${prefix}${key}.`),
  ]);
}

/** A copy with one field changed; taken away when `value` is undefined, as JSON has no undefined. */
function changed(body: object, path: string, value: unknown): object {
  const [key = '', ...rest] = path.split('.');
  const before: unknown = Reflect.get(body, key);
  const inner = typeof before === 'object' && before && rest.length > 0;
  const after = inner ? changed(before, rest.join('.'), value) : value;
  return Array.isArray(body) ? body.with(Number(key), after) : { ...body, [key]: after };
}

/** No field of any body may be one of these. */
const wrongForAll = [
  ...[null, [], {}, true, false, -1, 1.5, 1e9, 2 ** 53, '', '   ', '\0', 'a\0b', '\ud800', 'a\r\nBcc: x'],
  ...[['a'], { contains: '' }, { not: null }, { connect: { id: 1 } }, 'x'.repeat(200_000)],
];
const wrongNumbers = [0, '1', '1; DROP TABLE orders', '1e3', '１２', 100];

describe('bad input changes nothing and is answered with a clear refusal', () => {
  it('whatever a field holds that does not belong there', async () => {
    const attempts = withBody().flatMap((endpoint) =>
      fieldsOf(endpoint.body).flatMap((field) =>
        [...wrongForAll, ...(field.endsWith('quantity') ? wrongNumbers : [])]
          // More units than there are is well-formed where it is about an order: what it is then is for its own tests.
          .filter((value) => !(field === 'lines.0.quantity' && value === 100))
          // A count of the shelf may show one less.
          .filter((value) => !(field === 'delta' && value === -1))
          .filter((value) => !(['shipping', 'restock'].includes(field) && typeof value === 'boolean'))
          // Passwords may hold anything a person can type, spaces and all; how many is for the users' own tests.
          .filter((value) => !(field === 'password' && typeof value === 'string' && value.length < 20))
          // Any amount in any three letters is well-formed: it is another total than the cart's, which is a 409.
          .filter((value) => !(field === 'expectedTotal.amount' && Number.isInteger(value)))
          .filter(
            (value) =>
              !(field === 'expectedTotal.currency' && typeof value === 'string' && value.length === 3),
          )
          .map((value) =>
            attempt(endpoint, `${field} = ${JSON.stringify(value).slice(0, 40)}`, {
              body: changed(endpoint.body, field, value),
            }),
          ),
      ),
    );
    await expectRefusals(attempts, [422]);
  });

  it('whichever field is missing', async () => {
    const attempts = withBody().flatMap((endpoint) =>
      fieldsOf(endpoint.body)
        .filter((field) => !endpoint.optional?.includes(field))
        .map((field) =>
          attempt(endpoint, `without ${field}`, { body: changed(endpoint.body, field, undefined) }),
        ),
    );
    await expectRefusals(attempts, [422]);
  });

  it('whichever field nobody asked for', async () => {
    const unknown = {
      ...{
        price: 1,
        unitPrice: 1,
        total: 1,
        status: 'paid',
        paidAt: '2026-01-01',
        discount: 100,
        currency: 'EUR',
      },
      ...{ storeId: store.id, customerId: store.id, role: 'owner', isAdmin: true, emailVerified: true },
      ...{ lines: { create: [] }, constructor: { prototype: { isAdmin: true } } },
    };
    const attempts = withBody().flatMap((endpoint) =>
      Object.entries(unknown)
        // Whoever invites says as what.
        .filter(([field]) => !(field === 'role' && field in endpoint.body))
        .map(([field, value]) =>
          attempt(endpoint, `with ${field}`, { body: { ...endpoint.body, [field]: value } }),
        ),
    );
    // Fastify does not even read `constructor.prototype`.
    await expectRefusals(attempts, [400, 422]);
  });

  it('whatever is sent in place of a body', async () => {
    const bodies = [
      '',
      'null',
      '[]',
      '[{}]',
      '1',
      '"text"',
      'true',
      '{',
      '{"a":}',
      '{"__proto__":{"isAdmin":true}}',
    ];
    const broken = ['\u0000', '{"quantity":NaN}', "{'quantity':1}", '['.repeat(100_000)];
    const attempts = withBody().flatMap((endpoint) =>
      [...bodies, ...broken].map((rawBody) => attempt(endpoint, `body ${rawBody.slice(0, 40)}`, { rawBody })),
    );
    const nothing = withBody().map((endpoint) => attempt(endpoint, 'no body', {}));
    await expectRefusals([...attempts, ...nothing], [400, 422]);
    expect(Object.prototype).not.toHaveProperty('isAdmin');
  });

  it('when a hidden __proto__ or a key that comes twice is in it', async () => {
    const attempts = withBody().flatMap((endpoint) => {
      const valid = JSON.stringify(endpoint.body).slice(1);
      return ['"__proto__":{"isAdmin":true},', '"constructor":{"prototype":{"isAdmin":true}},'].map(
        (hidden) => attempt(endpoint, hidden, { rawBody: `{${hidden}${valid}` }),
      );
    });
    const [setLine] = endpoints;
    const twice = attempt(setLine!, 'twice', { rawBody: '{"quantity":1,"quantity":-1}' });
    await expectRefusals([...attempts, twice], [400, 422]);
    expect(Object.prototype).not.toHaveProperty('isAdmin');
  });

  it('in any other type than JSON', async () => {
    const types = [
      ...['', 'text/plain', 'text/xml', 'application/x-www-form-urlencoded', 'application/octet-stream', 'x'],
      ...['multipart/form-data; boundary=x', 'application/jsonx', 'application/json x'],
    ];
    const attempts = endpoints.flatMap((endpoint) =>
      types.map((type) =>
        attempt(endpoint, type, {
          rawBody: JSON.stringify(endpoint.body ?? {}),
          headers: { 'content-type': type },
        }),
      ),
    );
    await expectRefusals(attempts, [415]);
  });

  it('larger than anybody needs', async () => {
    const attempts = endpoints.map((endpoint) =>
      attempt(endpoint, '1 MB', { body: { ...endpoint.body, name: 'x'.repeat(1_000_000) } }),
    );
    await expectRefusals(attempts, [413]);
  });

  it('under an Idempotency-Key that is none', async () => {
    const keys = ['', 'short', 'x'.repeat(201), 'with space', 'x'.repeat(5_000), 'caf\u00e9-caf\u00e9'];
    const attempts = endpoints
      .filter(({ headers }) => headers?.['idempotency-key'])
      .flatMap(({ headers: _, ...endpoint }) => [
        ...keys.map((key) =>
          attempt(endpoint, key, { body: endpoint.body, headers: { 'idempotency-key': key } }),
        ),
        attempt(endpoint, 'no key', { body: endpoint.body }),
      ]);
    expect(attempts.length).toBeGreaterThan(80);
    await expectRefusals(attempts, [422]);
  });
});

describe('a bad question', () => {
  const limits = ['0', '-1', '1.5', '1e9', '101', 'abc', 'NaN', '', '１２'];
  const cursors = ['x', '%00', "' OR 1=1--", 'a'.repeat(5_000), '00000000-0000-0000-0000-00000000000'];
  const lists = [
    '/api/products',
    '/api/orders',
    '/api/staff/orders',
    '/api/staff/returns',
    '/api/staff/invitations',
  ];

  it.each(lists)('to %s is refused', async (path) => {
    const visitor = api.visitor(store);
    await signUp(visitor);
    const staff = api.visitor(store);
    await signInAsStaff(staff, (await aMember(store)).email);
    const as = path.includes('staff') ? staff : visitor;
    const questions = [
      ...limits.map((limit) => `limit=${encodeURIComponent(limit)}`),
      ...cursors.map((cursor) => `cursor=${cursor.startsWith('%') ? cursor : encodeURIComponent(cursor)}`),
      ...[
        'limit=1&limit=2',
        'limit[gt]=1',
        'offset=1000',
        'store=weft',
        'tenant=weft',
        'where[OR]=1',
        'include=customer',
      ],
      ...['sort=price;drop', 'status[not]=paid', 'status=lost', '__proto__[x]=1'],
    ];
    await expectRefusals(
      questions.map((question) => ({
        what: question.slice(0, 80),
        send: () => as.get(`${path}?${question}`),
      })),
      [400, 422],
    );
  });

  it('for something that does not exist is a 404 or a 422', async () => {
    const visitor = api.visitor(store);
    const paths = [
      ...[
        '/api/products/NOT-A-SLUG',
        '/api/products/%00',
        '/api/products/..%2f..%2fetc%2fpasswd',
        '/api/carts/1',
      ],
      ...[
        '/api/orders/null',
        '/api/orders/%00',
        "/api/orders/'--",
        '/api/nothing',
        '/metrics',
        '/health/ready',
      ],
      ...[
        '/api/products/%E0%A4%A',
        '/media/x/y/z',
        '/media/..%2f..%2f..%2fetc%2fpasswd',
        '/.env',
        '/api/%ff',
      ],
    ];
    await expectRefusals(
      paths.map((path) => ({ what: path, send: () => visitor.get(path) })),
      [400, 404, 422],
    );
  });

  it('with an absurdly long address or many parameters is refused', async () => {
    const visitor = api.visitor(store);
    const many = Array.from({ length: 1_000 }, (_, index) => `p${index}=1`).join('&');
    const attempts = [`/api/products/${'a'.repeat(10_000)}`, `/api/products?${many}`].map((path) => ({
      what: path.slice(0, 40),
      send: () => visitor.get(path),
    }));
    await expectRefusals(attempts, [404, 414, 422]);
  });
});

describe('a webhook that the provider did not sign', () => {
  const secret = () => process.env['STRIPE_WEBHOOK_SECRET'] ?? '';
  const now = () => Math.floor(Date.now() / 1000);
  const sign = (body: string, key = secret(), at = now()) =>
    `t=${at},v1=${createHmac('sha256', key).update(`${at}.${body}`).digest('hex')}`;

  it('is refused and not kept', async () => {
    const eventId = `evt_${aKey()}`;
    const body = JSON.stringify({
      id: eventId,
      type: 'payment_intent.succeeded',
      data: { object: { id: 'pi_1', object: 'payment_intent', metadata: { storeId: store.id } } },
    });
    const good = sign(body);
    const calls: Record<string, Call> = {
      'no signature': { rawBody: body },
      'an empty signature': { rawBody: body, headers: { 'stripe-signature': '' } },
      nonsense: { rawBody: body, headers: { 'stripe-signature': 'nonsense' } },
      'another secret': {
        rawBody: body,
        headers: { 'stripe-signature': sign(body, 'whsec_of_somebody_else') },
      },
      'a truncated signature': { rawBody: body, headers: { 'stripe-signature': good.slice(0, -2) } },
      'an old signature': {
        rawBody: body,
        headers: { 'stripe-signature': sign(body, secret(), now() - 400) },
      },
      'a body written anew': { rawBody: body.replace('{', '{ '), headers: { 'stripe-signature': good } },
      'no body': { headers: { 'stripe-signature': sign('') } },
      'signed nonsense': { rawBody: 'nonsense', headers: { 'stripe-signature': sign('nonsense') } },
    };
    const attempts = Object.entries(calls).map(([what, call]) => ({
      what,
      send: () => api.visitor(store).post('/api/webhooks/stripe', call),
    }));
    await expectRefusals(attempts, [400]);
    const { rows } = await owner.query('SELECT 1 FROM webhook_inbox WHERE event_id = $1', [eventId]);
    expect(rows).toHaveLength(0);
  });

  it('is kept once when it is genuine, also about things we do not sell with', async () => {
    const eventId = `evt_${aKey()}`;
    // A balance has no id: Stripe tells of it all the same, and again and again unless we take it.
    const body = JSON.stringify({
      id: eventId,
      type: 'balance.available',
      data: { object: { object: 'balance' } },
    });
    for (let time = 0; time < 2; time++) {
      const { status } = await api
        .visitor(store)
        .post('/api/webhooks/stripe', { rawBody: body, headers: { 'stripe-signature': sign(body) } });
      expect(status).toBe(200);
    }
    const { rows } = await owner.query('SELECT type FROM webhook_inbox WHERE event_id = $1', [eventId]);
    expect(rows).toEqual([{ type: 'balance.available' }]);
  });
});
