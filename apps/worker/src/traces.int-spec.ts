import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PlacedOrder } from '@tradewind/contracts';
import {
  aCart,
  aKey,
  anEmail,
  anOrder,
  aProduct,
  aStore,
  asOwner,
  BuiltWorker,
  type CollectedSpan,
  eventually,
  type HttpClient,
  owner,
  OwnWorld,
  startPayment,
  TestApi,
  type TestProcess,
  TestSandbox,
  type TestStore,
  TraceCollector,
} from '@tradewind/testing';
import { z } from 'zod';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const callerSpan = '00f067aa0ba902b7';

let world: OwnWorld;
let sandbox: TestSandbox;
let provider: Awaited<ReturnType<typeof listenedTo>>;
let collector: TraceCollector;
let api: TestApi;
let built: BuiltWorker;
let worker: TestProcess | undefined;
let store: TestStore;

beforeAll(async () => {
  world = await OwnWorld.enter();
  [sandbox, collector, built, store] = await Promise.all([
    TestSandbox.prepare(),
    TraceCollector.start(),
    BuiltWorker.build(),
    aStore(),
  ]);
  provider = await listenedTo(sandbox.url);
  api = await TestApi.start({ STRIPE_API_URL: provider.url, ...collector.environment });
  await sandbox.start(api.origin);
  worker = await built.start();
});
afterAll(async () => {
  await worker?.kill();
  await api.close();
  await Promise.all([sandbox.stop(), provider.stop(), collector.stop()]);
  built.remove();
  await world.leave();
});

/** The payment provider, behind somebody who writes down with which headers it is called. */
async function listenedTo(url: string) {
  const calls: { method: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    const { method = '', headers } = request;
    calls.push({ method, headers });
    void buffer(request)
      .then((body) =>
        fetch(`${url}${request.url}`, {
          method,
          headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
            ['connection', 'content-length', 'host', 'transfer-encoding'].includes(name)
              ? []
              : [[name, String(value)]],
          ),
          ...(body.length > 0 && { body: new Uint8Array(body) }),
        }),
      )
      .then(async (answer) => response.writeHead(answer.status).end(await answer.text()));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const stop = () => {
    server.closeAllConnections();
    return new Promise<void>((closed) => server.close(() => closed()));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, stop };
}

/** Places an order as part of a trace, or of none, and tells which request that was. */
async function anOrderOf(visitor: HttpClient, headers: Record<string, string> = {}) {
  const cart = await aCart(visitor, [[await aProduct(store), 1]]);
  const email = anEmail();
  const answer = await visitor.post('/api/orders', {
    headers: { 'idempotency-key': aKey(), ...headers },
    body: { ...anOrder(cart), email },
  });
  return {
    ...PlacedOrder.parse(answer.body).order,
    requestId: String(answer.headers['x-request-id']),
    email,
  };
}

/** The hold of an order ends now, by a job that its placing has asked for. */
async function endHold(orderId: string): Promise<void> {
  await asOwner(
    store.id,
    `UPDATE outbox SET due_at = now() WHERE job = 'expire-unpaid-order' AND payload->>'orderId' = $1`,
    [orderId],
  );
  await owner.query('NOTIFY outbox');
}

const spanOf = (requestId: string, named: RegExp): Promise<CollectedSpan> =>
  eventually(() => {
    const found = collector.spans.find(
      ({ name, attributes }) => named.test(name) && attributes['tradewind.request_id'] === requestId,
    );
    if (!found) throw new Error(`There is none: ${collector.spans.map(({ name }) => name).join(', ')}`);
    return found;
  });

const childOf = ({ traceId: trace, spanId }: CollectedSpan, named: string): Promise<CollectedSpan> =>
  eventually(() => {
    const children = collector.spans.filter(
      (span) => span.traceId === trace && span.parentSpanId === spanId && span.name === named,
    );
    expect(children).toHaveLength(1);
    return children[0]!;
  });

const parentOf = ({ traceId: trace, parentSpanId }: CollectedSpan, named: string): Promise<CollectedSpan> =>
  eventually(() => {
    const parent = collector.spans.find((span) => span.traceId === trace && span.spanId === parentSpanId);
    expect(parent?.name).toBe(named);
    return parent!;
  });

const Line = z.looseObject({ msg: z.string().optional(), job: z.string().optional() });

/** What the worker has written of a run, as whoever reads its log finds it. */
function linesOf(field: string, value: string): z.infer<typeof Line>[] {
  return (worker?.output ?? '')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => Line.parse(JSON.parse(line)))
    .filter((line) => line[field] === value);
}

describe('the trace of a request', () => {
  it('goes on in the job that it has asked for, in another process, and in what both ask the provider', async () => {
    const visitor = api.visitor(store);
    const order = await anOrderOf(visitor, { traceparent: `00-${traceId}-${callerSpan}-01` });
    const request = await spanOf(order.requestId, /^POST \/api\/orders$/);
    expect(request).toMatchObject({ traceId, parentSpanId: callerSpan, service: 'tradewind-api' });
    expect(request.attributes).toMatchObject({
      'tradewind.store_id': store.id,
      'http.response.status_code': 201,
    });

    await startPayment(visitor, order.id);
    await endHold(order.id);
    const job = await childOf(request, 'job expire-unpaid-order');
    expect(job.service).toBe('tradewind-worker');
    expect(job.attributes).toMatchObject({ 'tradewind.store_id': store.id, 'tradewind.attempt': 1 });

    const call = await childOf(job, 'POST payment provider');
    const heard = provider.calls.map(({ headers }) => headers['traceparent']);
    expect(heard).toContain(`00-${traceId}-${call.spanId}-01`);
    expect(heard.every((traceparent) => /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/.test(String(traceparent)))).toBe(
      true,
    );
  });

  it('of a webhook goes on in its job, and from there in the job that this one asks for', async () => {
    const visitor = api.visitor(store);
    const order = await anOrderOf(visitor);
    await sandbox.pay(await startPayment(visitor, order.id));

    const settled = await eventually(() => {
      const found = collector.spans.find(({ name }) => name === 'job settle-order');
      if (!found) throw new Error('The order is not settled.');
      return found;
    });
    const above = await parentOf(settled, 'job process-payment-event');
    const webhook = await parentOf(above, 'POST /api/webhooks/stripe');
    expect(linesOf('traceId', webhook.traceId)).toContainEqual(
      expect.objectContaining({ job: 'settle-order', requestId: webhook.attributes['tradewind.request_id'] }),
    );
  });

  it('begins anew when the header is malformed, and when there is none', async () => {
    for (const traceparent of [`00-${traceId}-${callerSpan}`, '']) {
      const headers: Record<string, string> = traceparent ? { traceparent } : {};
      const { requestId } = await anOrderOf(api.visitor(store), headers);
      const request = await spanOf(requestId, /^POST/);
      expect(request.parentSpanId).toBeUndefined();
      expect(request.traceId).not.toBe(traceId);
    }
  });

  it('names nobody', async () => {
    const { email, requestId } = await anOrderOf(api.visitor(store));
    await spanOf(requestId, /^POST/);
    for (const personal of [email, '127.0.0.1', 'Lovelace', 'sk_test', store.host])
      expect(collector.told).not.toContain(personal);
  });
});

describe('every line that is written about a job', () => {
  it('says which run it was, and which request has caused it', async () => {
    const order = await anOrderOf(api.visitor(store));
    await endHold(order.id);
    const lines = await eventually(() => {
      const found = linesOf('requestId', order.requestId);
      expect(found.map(({ job, msg }) => [job, msg])).toContainEqual(['expire-unpaid-order', 'Done']);
      return found;
    });
    for (const line of lines)
      expect(line).toMatchObject({
        outboxId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        attempt: 1,
        storeId: store.id,
        requestId: order.requestId,
        traceId: (await spanOf(order.requestId, /^POST/)).traceId,
      });
  });

  it('says so of one that failed, too', async () => {
    const [row] = await asOwner<{ id: string }>(
      store.id,
      `INSERT INTO outbox (id, store_id, job, payload, request_id, attempts)
       VALUES (gen_random_uuid(), $1, 'settle-order', jsonb_build_object('orderId', $1::uuid), 'a-request', 4)
       RETURNING id`,
      [store.id],
    );
    await owner.query('NOTIFY outbox');
    await eventually(() =>
      expect(linesOf('outboxId', row!.id)).toContainEqual(
        expect.objectContaining({
          msg: 'A job failed',
          job: 'settle-order',
          attempt: 5,
          storeId: store.id,
          requestId: 'a-request',
        }),
      ),
    );
  });
});
