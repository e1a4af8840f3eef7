import { Logger } from '@nestjs/common';
import { HandlesJob, type JobHandler, Outbox, type RunningJob } from '@tradewind/core';
import { currentScope, Database } from '@tradewind/database';
import type Stripe from 'stripe';
import { statusOfRefund } from './apply-refund.ts';
import { FetchPaymentService } from './fetch-payment.service.ts';
import { statusOfIntent } from './payment-status.ts';
import { PaymentProvider } from './provider.ts';
import {
  findBooked,
  findForgottenRefunds,
  findPayment,
  findRefundStatus,
  hasRefund,
  hasSuccessor,
  noteFindings,
} from './reconciliation.queries.ts';

/** How far back the provider's books are read: webhooks are repeated for three days at most. */
const daysBack = 3;
/** Younger ones are still being worked on. */
const graceMinutes = 2;
/** By so much the provider's clock may differ from ours. */
const clockMinutes = 10;

/**
 * Holds our payments and refunds against the provider's books, both ways. What a lost webhook or a crash left behind
 * is mended by the same code that a webhook runs; what cannot be mended is flagged for a person.
 */
@HandlesJob('reconcile-payments')
export class ReconcilePaymentsProcessor implements JobHandler<'reconcile-payments'> {
  private readonly logger = new Logger('Reconciliation');

  constructor(
    private readonly db: Database,
    private readonly provider: PaymentProvider,
    private readonly payments: FetchPaymentService,
    private readonly outbox: Outbox,
  ) {}

  async handle(_: object, job: RunningJob): Promise<void> {
    // While the provider is away runs pile up; when it is back the last of them does the work of all.
    if (await this.db.writeSql((tx) => hasSuccessor(tx, job.outboxId))) return;
    const from = Date.now() - daysBack * 86_400_000;
    // Before the provider is asked: what is booked while it answers need not be in its answer.
    const booked = await this.db.writeSql((tx) => findBooked(tx, new Date(from + clockMinutes * 60_000)));
    const faults = new Map<string, string>();
    const lookedAt = await this.holdAgainstOurs(Math.floor(from / 1_000), faults);
    for (const id of booked) if (!lookedAt.has(id)) faults.set(id, 'booked by us, unknown to the provider');
    await this.sendForgottenRefunds();
    await this.note(faults, new Set([...lookedAt, ...booked]));
  }

  /** Goes through the provider's books; what does not fit is put into `faults`. Returns the ids that it has seen. */
  private async holdAgainstOurs(from: number, faults: Map<string, string>): Promise<ReadonlySet<string>> {
    const { paymentIntents, refunds } = this.provider.stripe;
    const account = await this.payments.account();
    const wanted = { created: { gte: from }, limit: 100 };
    const seen = new Set<string>();
    const note = (id: string, fault: string | undefined): void => {
      seen.add(id);
      if (fault) faults.set(id, fault);
    };
    for await (const intent of paymentIntents.list(wanted, account)) {
      if (isOfThisStore(intent)) note(intent.id, await this.reconcileIntent(intent));
    }
    for await (const refund of refunds.list(wanted, account)) {
      note(refund.id, await this.reconcileRefund(refund));
    }
    return seen;
  }

  /** Why the provider's payment and ours do not fit, if they cannot be made to. */
  private async reconcileIntent(intent: Stripe.PaymentIntent): Promise<string | undefined> {
    const find = () => this.db.writeSql((tx) => findPayment(tx, intent.metadata['paymentId'] ?? ''));
    const ours = await find();
    const status = statusOfIntent(intent);
    if (!ours) return intent.amount_received > 0 ? 'money for a payment that we do not know' : undefined;
    const isSame = ours.status === status && ours.capturedMinor === intent.amount_received;
    if (isSame && ours.intentId === intent.id) return undefined;
    const outcome = await this.payments.applyIntent(intent);
    if (outcome === 'applied') this.logger.warn({ intent: intent.id, status }, 'A payment was mended');
    if (outcome.startsWith('ignored')) return outcome;
    if (ours.status === 'canceled' && status === 'pending') {
      await this.endIntent(intent);
      return undefined;
    }
    if (outcome !== 'unchanged') return undefined;
    // Read again: its webhook may have been quicker than we.
    const booked = (await find())?.status ?? ours.status;
    return booked === status ? undefined : disagreement(booked, status);
  }

  /** We gave it up before we heard that it had begun. Nobody was told of it, and nobody shall pay it. */
  private async endIntent({ id }: Stripe.PaymentIntent): Promise<void> {
    await this.provider.stripe.paymentIntents.cancel(id, {}, await this.payments.account());
    this.logger.warn({ intent: id }, 'A payment that was given up was ended');
  }

  private async reconcileRefund(refund: Stripe.Refund): Promise<string | undefined> {
    const theirs = { id: refund.id, status: statusOfRefund(refund), amountMinor: refund.amount };
    if (await this.db.writeSql((tx) => hasRefund(tx, theirs))) return undefined;
    const outcome = await this.payments.applyRefund(refund);
    if (outcome === 'applied') this.logger.warn({ refund: refund.id }, 'A refund was mended');
    // Of another store on the same account.
    if (outcome === 'ignored: no payment of ours') return undefined;
    if (outcome.startsWith('ignored')) return outcome;
    const booked = await this.db.writeSql((tx) => findRefundStatus(tx, refund.id));
    return booked === undefined || booked === theirs.status ? undefined : disagreement(booked, theirs.status);
  }

  /** Asking again costs nothing, the provider pays back once. */
  private async sendForgottenRefunds(): Promise<void> {
    const forgotten = await this.db.writeSql((tx) => findForgottenRefunds(tx, graceMinutes));
    for (const refundId of forgotten) {
      await this.db.writeSql((tx) => this.outbox.add(tx, 'send-refund', { refundId }));
    }
  }

  private async note(faults: ReadonlyMap<string, string>, lookedAt: ReadonlySet<string>): Promise<void> {
    for (const [providerId, fault] of faults) this.logger.error({ providerId, fault }, 'Books do not fit');
    await this.db.writeSql((tx) => {
      noteFindings(tx, faults, lookedAt);
      return Promise.resolve();
    });
  }
}

const disagreement = (ours: string, theirs: string): string =>
  `our books say ${ours}, the provider says ${theirs}`;

const isOfThisStore = ({ metadata }: Stripe.PaymentIntent): boolean =>
  metadata['storeId'] === currentScope()?.storeId;
