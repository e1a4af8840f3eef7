import { v7 as uuidv7 } from 'uuid';
import { aProduct, aStore, type TestStore } from './a-store.ts';
import { BuiltWorker, type StartedWorker } from './built-worker.ts';
import { eventually } from './eventually.ts';
import { MailGate } from './mail-gate.ts';
import { confirmationsTo } from './mails.ts';
import { asOwner, owner } from './owner.ts';
import { OwnWorld } from './own-world.ts';
import { aPlacedOrder } from './placed-order.ts';
import { TestApi } from './test-api.ts';

/** For a worker whose jobs another one takes up while the test waits: it may not stand still for two seconds. */
export const shortLock = { JOB_LOCK_MS: '2000' };

/** What is seen of another process may take so long on a busy machine. */
const patienceMs = 60_000;

/** An order whose money arrives when the test says so. */
export interface ArrivingPayment {
  email: string;
  orderId: string;
  /** Writes down what a webhook leaves: the payment, and the job that settles its order. */
  commit: () => Promise<unknown>;
}

/** How often a mail may have arrived: once more for each worker that died or lost its queue while it sent the mail. */
export interface Copies {
  least: number;
  most: number;
}

/** Workers as they are deployed, in a world of their own, before a mailbox with a gate: to be killed and worse. */
export class WorkerTrial {
  private readonly workers = new Set<StartedWorker>();

  private constructor(
    readonly world: OwnWorld,
    readonly api: TestApi,
    private readonly built: BuiltWorker,
    readonly gate: MailGate,
    readonly store: TestStore,
  ) {}

  static async begin(): Promise<WorkerTrial> {
    const world = await OwnWorld.enter();
    const [api, built, gate, store] = await Promise.all([
      TestApi.start(),
      BuiltWorker.build(),
      MailGate.start(),
      aStore(),
    ]);
    return new WorkerTrial(world, api, built, gate, store);
  }

  async end(): Promise<void> {
    for (const worker of this.workers) await worker.kill();
    await Promise.all([this.api.close(), this.gate.stop()]);
    this.built.remove();
    await this.world.leave();
  }

  /** One that is ready for work. */
  async aWorker(env: NodeJS.ProcessEnv = {}): Promise<StartedWorker> {
    const worker = await this.aStartingWorker(env);
    await worker.ready();
    return worker;
  }

  async aStartingWorker(env: NodeJS.ProcessEnv = {}): Promise<StartedWorker> {
    const worker = await this.built.spawn({ SMTP_URL: this.gate.url, ...env });
    this.workers.add(worker);
    return worker;
  }

  async aPaymentThatArrives(): Promise<ArrivingPayment> {
    const { order } = await aPlacedOrder(this.api.visitor(this.store), [[await aProduct(this.store), 1]]);
    const commit = () =>
      asOwner(
        this.store.id,
        `WITH paid AS (
           UPDATE payments SET status = 'succeeded', captured_minor = amount_minor WHERE order_id = $1 RETURNING order_id
         )
         INSERT INTO outbox (id, store_id, job, payload)
         SELECT $2, $3, 'settle-order', jsonb_build_object('orderId', order_id) FROM paid`,
        [order.id, uuidv7(), this.store.id],
      );
    return { email: order.email, orderId: order.id, commit };
  }

  /** Waits until the mail of the paid order is in the mailbox; whether the worker has heard so is for the gate to say. */
  async hasMailed({ email }: ArrivingPayment, withinMs = patienceMs): Promise<void> {
    await eventually(async () => {
      if ((await confirmationsTo(email)).length === 0) throw new Error('No mail has arrived.');
    }, withinMs);
  }

  /** Everything about the order is done: it was settled once, and all copies of its mail have one Message-ID. */
  async isSettledOnce(
    { email, orderId }: ArrivingPayment,
    { least, most }: Copies = { least: 1, most: 1 },
  ): Promise<void> {
    await eventually(async () => {
      const open = await asOwner(
        this.store.id,
        `SELECT job, failed_with, last_error FROM outbox
         WHERE job IN ('settle-order', 'send-order-confirmation') AND payload->>'orderId' = $1 AND done_at IS NULL`,
        [orderId],
      );
      if (open.length > 0) throw new Error(`It is not done: ${JSON.stringify(open)}`);
    }, patienceMs);
    const effects = await asOwner<{ units: number; events: number; sales: number }>(
      this.store.id,
      `SELECT (SELECT sum(delta)::int FROM stock_movements WHERE order_id = $1) AS units,
              (SELECT count(*)::int FROM order_events WHERE order_id = $1 AND to_status = 'paid') AS events,
              (SELECT count(DISTINCT reference)::int FROM ledger_entries WHERE order_id = $1 AND kind = 'sale') AS sales`,
      [orderId],
    );
    if (JSON.stringify(effects) !== JSON.stringify([{ units: -1, events: 1, sales: 1 }]))
      throw new Error(`It was not settled once: ${JSON.stringify(effects)}`);
    const mails = await confirmationsTo(email);
    const ids = new Set(mails.map(({ messageId }) => messageId));
    if (mails.length < least || mails.length > most || ids.size !== 1)
      throw new Error(
        `${mails.length} copies under ${ids.size} ids arrived, not ${least} to ${most} under one.`,
      );
  }

  /** The row of a job, as it is now. */
  async rowOf(
    job: string,
    { orderId }: Pick<ArrivingPayment, 'orderId'>,
  ): Promise<OutboxRowState | undefined> {
    const { rows } = await owner.query<OutboxRowState>(
      `SELECT id, attempts, published_at IS NOT NULL AS "isPublished", done_at IS NOT NULL AS "isDone",
              failed_with AS "failedWith", last_error AS "lastError"
       FROM outbox WHERE job = $1 AND payload->>'orderId' = $2`,
      [job, orderId],
    );
    return rows[0];
  }
}

export interface OutboxRowState {
  id: string;
  attempts: number;
  isPublished: boolean;
  isDone: boolean;
  failedWith: string | null;
  lastError: string | null;
}
