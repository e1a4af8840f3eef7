import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { z } from 'zod';
import { buildServer } from './server.ts';

const SECRET_KEY = 'sk_test_sandbox';
const PUBLISHABLE_KEY = 'pk_test_sandbox';
const WEBHOOK_SECRET = 'whsec_sandbox';

/** A sandbox on a free port, and the official SDK pointed at it. */
export async function aSandbox(
  settings: { webhookUrl?: string; dataFolder?: string; webhookEvents?: string[] } = {},
) {
  const app = await buildServer({
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    secretKey: SECRET_KEY,
    publishableKey: PUBLISHABLE_KEY,
    webhookSecret: WEBHOOK_SECRET,
    webhookEvents: ['*'],
    ...settings,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const control = (method: string, path: string, body?: object) => controlled(method, `${url}${path}`, body);
  return {
    url,
    stripe: stripeAt(url, SECRET_KEY),
    /** The sandbox's own addresses, which speak JSON. */
    control,
    arm: async (fault: object) => Fault.parse((await control('POST', '/sandbox/faults', fault)).body),
    faults: async () => Faults.parse((await control('GET', '/sandbox/faults')).body).data,
    disarm: async (id?: string) => {
      await control('DELETE', id === undefined ? '/sandbox/faults' : `/sandbox/faults/${id}`);
    },
    deliveries: async (type = '*') =>
      Deliveries.parse((await control('GET', `/sandbox/events?type=${type}`)).body).data,
    close: () => app.close(),
  };
}

const Fault = z.looseObject({
  id: z.string(),
  kind: z.string(),
  struck: z.int(),
  waiting: z.int(),
  spent: z.boolean(),
});
const Faults = z.object({ data: z.array(Fault) });
const Deliveries = z.object({
  data: z.array(
    z.looseObject({
      id: z.string(),
      type: z.string(),
      pending: z.boolean(),
      outcome: z.string().nullable(),
      attempts: z.array(z.object({ at_ms: z.number(), answered: z.union([z.number(), z.string()]) })),
      next_attempt_at_ms: z.number().nullable(),
    }),
  ),
});

async function controlled(method: string, url: string, body?: object) {
  const json = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(url, { method, ...json });
  const answer: unknown = await response.json();
  return { status: response.status, body: answer };
}

function stripeAt(url: string, key: string): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
}

/** The parts of an answer that tests look at. */
export const Body = z.looseObject({
  status: z.string().optional(),
  next_action: z.looseObject({ redirect_to_url: z.looseObject({ url: z.string() }) }).nullish(),
  error: z
    .looseObject({
      type: z.string(),
      message: z.string(),
      code: z.string().optional(),
      decline_code: z.string().optional(),
      param: z.string().optional(),
    })
    .optional(),
});

/** What a browser sends: the publishable key and a form. */
export async function fromBrowser(
  url: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${PUBLISHABLE_KEY}`, ...headers },
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: Body.parse(await response.json()) };
}

/** A typed card, as the Payment Element sends it. */
export function typedCard(number: string): Record<string, string> {
  return {
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': number,
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '2040',
    'payment_method_data[card][cvc]': '123',
  };
}

/** A payment that a server can confirm without sending anybody anywhere. */
export const anAmount = {
  amount: 4_250,
  currency: 'eur',
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const;

/** An id that may have been expanded. */
export function idOf(reference: string | { id: string } | null): string {
  return typeof reference === 'string' ? reference : (reference?.id ?? '');
}

/** The refusal that a call of the SDK ended with. */
export async function refusalOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('The call was not refused.');
}

const verifier = new Stripe(SECRET_KEY);

function verified(body: Buffer, signature: string | string[]): Stripe.Event | null {
  try {
    return verifier.webhooks.constructEvent(body, signature, WEBHOOK_SECRET);
  } catch {
    return null;
  }
}

/** A shop that takes webhooks: it verifies each with the SDK and answers as it is told. */
export async function aShop() {
  const events: Stripe.Event[] = [];
  const statuses: number[] = [];
  let usual = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const signature = request.headers['stripe-signature'] ?? '';
      const event = verified(Buffer.concat(chunks), signature);
      const status = event === null ? 400 : (statuses.shift() ?? usual);
      if (event !== null && status === 200) events.push(event);
      response.writeHead(status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = portOf(server.address());
  return {
    events,
    webhookUrl: `http://127.0.0.1:${port}/webhooks`,
    /** Answers the next webhooks with these, then as usual again. */
    answerNext: (...next: number[]) => void statuses.push(...next),
    answerAlways: (status: number) => void (usual = status),
    types: () => events.map(({ type }) => type),
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The shop listens on no port.');
  return address;
}

/** Waits until something has become true; the failing expectation says what was not. */
export async function eventually(expectation: () => void | Promise<void>, patience = 5_000): Promise<void> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      await expectation();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resume) => setTimeout(resume, 20));
    }
  }
}
