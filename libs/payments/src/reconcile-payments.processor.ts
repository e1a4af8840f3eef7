import { Logger } from '@nestjs/common';
import { HandlesJob, type JobHandler, Outbox } from '@tradewind/core';
import { currentScope, Database, Prisma } from '@tradewind/database';
import type Stripe from 'stripe';
import { statusOfRefund } from './apply-refund.ts';
import { FetchPaymentService } from './fetch-payment.service.ts';
import { statusOfIntent } from './payment-status.ts';
import { PaymentProvider } from './provider.ts';

/** How far back the provider's books are read: webhooks are repeated for three days at most. */
const daysBack = 3;
/** Younger ones are still being worked on. */
const graceMinutes = 2;

interface Ours {
  status: string;
  capturedMinor: number;
}

/**
 * Holds our payments and refunds against the provider's books, both ways. What a lost webhook or a crash left behind
 * is mended by the same code that a webhook runs; what cannot be mended is flagged for a person.
 */
@HandlesJob('reconcile-payments', { concurrency: 2 })
export class ReconcilePaymentsProcessor implements JobHandler<'reconcile-payments'> {
  private readonly logger = new Logger('Reconciliation');

  constructor(
    private readonly db: Database,
    private readonly provider: PaymentProvider,
    private readonly payments: FetchPaymentService,
    private readonly outbox: Outbox,
  ) {}

  async handle(): Promise<void> {
    const created = { gte: Math.floor(Date.now() / 1_000) - daysBack * 86_400 };
    const account = await this.payments.account();
    const faults = new Map<string, string>();
    for await (const intent of this.provider.stripe.paymentIntents.list({ created, limit: 100 }, account)) {
      if (!isOfThisStore(intent)) continue;
      const fault = await this.reconcileIntent(intent);
      if (fault) faults.set(intent.id, fault);
    }
    for await (const refund of this.provider.stripe.refunds.list({ created, limit: 100 }, account)) {
      const fault = await this.reconcileRefund(refund);
      if (fault) faults.set(refund.id, fault);
    }
    await this.sendForgottenRefunds();
    await this.flag(faults);
  }

  /** Why the provider's payment and ours do not fit, if they cannot be made to. */
  private async reconcileIntent(intent: Stripe.PaymentIntent): Promise<string | undefined> {
    const ours = await this.findPayment(intent);
    const status = statusOfIntent(intent);
    if (!ours) return intent.amount_received > 0 ? 'money for a payment that we do not know' : undefined;
    if (ours.status === status && ours.capturedMinor === intent.amount_received) return undefined;
    const outcome = await this.payments.applyIntent(intent);
    if (outcome === 'applied') this.logger.warn({ intent: intent.id, status }, 'A payment was mended');
    if (outcome.startsWith('ignored')) return outcome;
    return ours.status === 'canceled' && status === 'pending'
      ? 'cancelled by us, open at the provider'
      : undefined;
  }

  private async reconcileRefund(refund: Stripe.Refund): Promise<string | undefined> {
    if (await this.isKnown(refund)) return undefined;
    const outcome = await this.payments.applyRefund(refund);
    if (outcome === 'applied') this.logger.warn({ refund: refund.id }, 'A refund was mended');
    // Of another store on the same account, or one that failed without our having heard of it.
    return outcome === 'ignored: no payment of ours' || !outcome.startsWith('ignored') ? undefined : outcome;
  }

  private async findPayment(intent: Stripe.PaymentIntent): Promise<Ours | undefined> {
    const [ours] = await this.db.writeSql(
      (tx) => tx.$queryRaw<Ours[]>`
        SELECT status, captured_minor AS "capturedMinor" FROM payments
        WHERE id::text = ${intent.metadata['paymentId'] ?? ''}`,
    );
    return ours;
  }

  private async isKnown(refund: Stripe.Refund): Promise<boolean> {
    const known = await this.db.writeSql(
      (tx) => tx.$queryRaw<unknown[]>`
        SELECT FROM refunds WHERE provider_refund_id = ${refund.id} AND status = ${statusOfRefund(refund)}`,
    );
    return known.length > 0;
  }

  /** Their job was given up, or never ran: asking again costs nothing, the provider pays back once. */
  private async sendForgottenRefunds(): Promise<void> {
    await this.db.writeSql(async (tx) => {
      const forgotten = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM refunds WHERE status = 'pending' AND provider_refund_id IS NULL
          AND created_at < now() - make_interval(mins => ${graceMinutes}) ORDER BY id LIMIT 100`;
      for (const { id } of forgotten) this.outbox.addAtCommit(tx, 'send-refund', { refundId: id });
    });
  }

  /** Writes down what a person must look at; what was flagged before and fits now is resolved. */
  private async flag(faults: ReadonlyMap<string, string>): Promise<void> {
    for (const [providerId, fault] of faults) this.logger.error({ providerId, fault }, 'Books do not fit');
    const ids = [...faults.keys()];
    await this.db.writeSql((tx) => {
      tx.atCommit(Prisma.sql`
        INSERT INTO reconciliation_findings (id, provider_id, fault)
        SELECT gen_random_uuid(), provider_id, fault
        FROM unnest(${ids}::text[], ${[...faults.values()]}::text[]) AS found (provider_id, fault)
        ON CONFLICT (store_id, provider_id, fault) DO UPDATE SET resolved_at = NULL`);
      tx.atCommit(Prisma.sql`
        UPDATE reconciliation_findings SET resolved_at = now()
        WHERE resolved_at IS NULL AND provider_id <> ALL(${ids}::text[])`);
      return Promise.resolve();
    });
  }
}

const isOfThisStore = ({ metadata }: Stripe.PaymentIntent): boolean =>
  metadata['storeId'] === currentScope()?.storeId;
