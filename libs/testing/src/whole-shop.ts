import { OrderDetail, type OrderStatus, type StartedPayment } from '@tradewind/contracts';
import { v7 as uuidv7 } from 'uuid';
import { aProduct, aStore, type ProductOptions, type TestProduct, type TestStore } from './a-store.ts';
import { eventually } from './eventually.ts';
import type { HttpClient } from './http-client.ts';
import { asOwner, owner } from './owner.ts';
import { OwnWorld } from './own-world.ts';
import { aMember, signInAsStaff } from './people.ts';
import { aPlacedOrder, startPayment } from './placed-order.ts';
import { TestApi } from './test-api.ts';
import { TestSandbox } from './test-sandbox.ts';
import { TestWorker } from './test-worker.ts';

/** API, worker and payment provider in a world of their own: everything that a purchase passes through. */
export class WholeShop {
  private restarted = Promise.resolve();

  private constructor(
    readonly world: OwnWorld,
    readonly api: TestApi,
    readonly sandbox: TestSandbox,
    private worker: TestWorker,
  ) {}

  static async open(overrides: NodeJS.ProcessEnv = {}): Promise<WholeShop> {
    const world = await OwnWorld.enter();
    const sandbox = await TestSandbox.prepare();
    const api = await TestApi.start({ STRIPE_API_URL: sandbox.url, ...overrides });
    await sandbox.start(api.origin);
    return new WholeShop(world, api, sandbox, await TestWorker.start());
  }

  async close(): Promise<void> {
    // What hangs is let go, or the worker waits for it.
    await this.sandbox.disarm();
    await this.worker.close();
    await this.api.close();
    await this.sandbox.stop();
    await this.world.leave();
  }

  /** From now on nobody works on what is due; `startWorker` lets somebody. */
  async stopWorker(): Promise<void> {
    await this.worker.close();
  }

  async startWorker(): Promise<void> {
    this.worker = await TestWorker.start();
  }

  /** However many ask for it, one after the other. */
  restartWorker(): Promise<void> {
    this.restarted = this.restarted.then(() => this.stopWorker()).then(() => this.startWorker());
    return this.restarted;
  }

  /** A store with a product and somebody of its staff, signed in. */
  async aStore(
    options: ProductOptions = {},
  ): Promise<{ store: TestStore; mug: TestProduct; staff: HttpClient }> {
    const store = await aStore();
    const [mug, member] = await Promise.all([aProduct(store, options), aMember(store)]);
    const staff = this.api.visitor(store);
    await signInAsStaff(staff, member.email);
    return { store, mug, staff };
  }

  /** Somebody with an order whose payment has begun. */
  async anUnpaidOrder(store: TestStore, lines: [TestProduct, number][]): Promise<UnpaidOrder> {
    const visitor = this.api.visitor(store);
    const { order } = await aPlacedOrder(visitor, lines);
    const started = await startPayment(visitor, order.id);
    return { id: order.id, store, visitor, started, intentId: intentIdOf(started), email: order.email };
  }

  async aPaidOrder(store: TestStore, lines: [TestProduct, number][]): Promise<UnpaidOrder> {
    const order = await this.anUnpaidOrder(store, lines);
    const answer = await this.sandbox.pay(order.started);
    if (answer !== 'succeeded') throw new Error(`The payment was not made: ${answer}`);
    await becomes(order, 'paid');
    return order;
  }

  /** What the customer's bank asks for, answered on the provider's 3-D Secure page. */
  async answerBank(
    { started }: Pick<UnpaidOrder, 'started'>,
    decision: 'approve' | 'refuse',
  ): Promise<number> {
    const secret = new URLSearchParams({ client_secret: started.clientSecret });
    const page = `${this.sandbox.url}/3d_secure/${intentIdOf(started)}?${secret.toString()}`;
    const { status } = await fetch(page, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ decision }),
    });
    return status;
  }

  /** Writes a job down that is due now, and returns its id. */
  async ask(store: TestStore, job: string, payload: object = {}): Promise<string> {
    const id = uuidv7();
    await asOwner(store.id, 'INSERT INTO outbox (id, store_id, job, payload) VALUES ($1, $2, $3, $4)', [
      id,
      store.id,
      job,
      payload,
    ]);
    await owner.query('NOTIFY outbox');
    return id;
  }

  /** Asks for a job and waits until it is done. */
  async run(store: TestStore, job: string, payload: object = {}): Promise<void> {
    const id = await this.ask(store, job, payload);
    await eventually(async () => {
      const [row] = await asOwner<{ done: boolean; failedWith: string | null }>(
        store.id,
        'SELECT done_at IS NOT NULL AS done, failed_with AS "failedWith" FROM outbox WHERE id = $1',
        [id],
      );
      if (!row?.done) throw new Error(`${job} is not done: ${row?.failedWith ?? 'it is under way'}`);
    });
  }

  /** Holds a store's payments against the provider's books. */
  reconcile(store: TestStore): Promise<void> {
    return this.run(store, 'reconcile-payments');
  }

  /** Ends the hold on an unpaid order now, as if its time were over. */
  async endHold({ store, id }: Pick<UnpaidOrder, 'store' | 'id'>): Promise<void> {
    await asOwner(
      store.id,
      `UPDATE outbox SET due_at = now() WHERE job = 'expire-unpaid-order' AND payload->>'orderId' = $1
         AND published_at IS NULL`,
      [id],
    );
    await owner.query('NOTIFY outbox');
  }

  /** Waits until no webhook is on its way and no job is due or at work. */
  async settled(patienceMs = 30_000): Promise<void> {
    await eventually(async () => {
      if (!(await this.sandbox.isQuiet())) throw new Error('Webhooks are on their way.');
      const { rows } = await owner.query<{ job: string }>(
        `SELECT job FROM outbox WHERE done_at IS NULL AND failed_with IS NULL AND (due_at <= now() OR attempts > 0)`,
      );
      if (rows.length > 0) throw new Error(`At work: ${rows.map(({ job }) => job).join(', ')}`);
    }, patienceMs);
  }
}

export interface UnpaidOrder {
  id: string;
  store: TestStore;
  visitor: HttpClient;
  started: StartedPayment;
  intentId: string;
  email: string;
}

export const intentIdOf = ({ clientSecret }: StartedPayment): string =>
  clientSecret.split('_secret_')[0] ?? '';

/** Waits until the order is there, and returns it as its buyer sees it. */
export const becomes = (
  { visitor, id }: Pick<UnpaidOrder, 'visitor' | 'id'>,
  ...statuses: OrderStatus[]
): Promise<OrderDetail> =>
  eventually(async () => {
    const { status, body, text } = await visitor.get(`/api/orders/${id}`);
    if (status !== 200) throw new Error(`The order cannot be read: ${text}`);
    const order = OrderDetail.parse(body);
    if (!statuses.includes(order.status))
      throw new Error(`It is ${order.status}, not ${statuses.join(' or ')}.`);
    return order;
  });
