import { Prisma, type SqlTx } from '@tradewind/database';
import { uuidOf } from './uuid-of.ts';

export interface OurPayment {
  status: string;
  capturedMinor: number;
  intentId: string | null;
}

export async function findPayment(tx: SqlTx, paymentId: string): Promise<OurPayment | undefined> {
  const [ours] = await tx.$queryRaw<OurPayment[]>`
    SELECT status, captured_minor AS "capturedMinor", provider_payment_id AS "intentId" FROM payments
    WHERE id = ${uuidOf(paymentId)}::uuid`;
  return ours;
}

/** Whether a refund of the provider is in our books as it is. */
export async function hasRefund(
  tx: SqlTx,
  { id, status, amountMinor }: { id: string; status: string; amountMinor: number },
): Promise<boolean> {
  const known = await tx.$queryRaw<unknown[]>`
    SELECT FROM refunds
    WHERE provider_refund_id = ${id} AND status = ${status} AND amount_minor = ${amountMinor}`;
  return known.length > 0;
}

export async function findRefundStatus(tx: SqlTx, providerRefundId: string): Promise<string | undefined> {
  const [refund] = await tx.$queryRaw<{ status: string }[]>`
    SELECT status FROM refunds WHERE provider_refund_id = ${providerRefundId}`;
  return refund?.status;
}

/** Whether a later run of the same store is due as well. */
export async function hasSuccessor(tx: SqlTx, outboxId: string): Promise<boolean> {
  const later = await tx.$queryRaw<unknown[]>`
    SELECT FROM outbox mine JOIN outbox x ON x.store_id = mine.store_id AND x.job = mine.job AND x.dedupe_key IS NOT NULL
    WHERE mine.id = ${outboxId}::uuid AND x.created_at > mine.created_at AND x.due_at <= now()
      AND x.done_at IS NULL AND x.failed_with IS NULL LIMIT 1`;
  return later.length > 0;
}

/** The provider's ids of the money that we have booked as taken or paid back since then. */
export async function findBooked(tx: SqlTx, since: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ providerId: string }[]>`
    SELECT provider_payment_id AS "providerId" FROM payments
    WHERE provider_payment_id IS NOT NULL AND captured_minor > 0 AND created_at >= ${since}
    UNION ALL
    SELECT provider_refund_id FROM refunds
    WHERE provider_refund_id IS NOT NULL AND status = 'succeeded' AND created_at >= ${since}`;
  return rows.map(({ providerId }) => providerId);
}

/** Refunds that were never sent: their job was given up, or never ran. Younger ones are still being worked on. */
export async function findForgottenRefunds(tx: SqlTx, graceMinutes: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM refunds r WHERE r.status = 'pending' AND r.provider_refund_id IS NULL
      AND r.created_at < now() - make_interval(mins => ${graceMinutes})
      AND NOT EXISTS (
        SELECT FROM outbox x WHERE x.store_id = r.store_id AND x.job = 'send-refund'
          AND x.payload->>'refundId' = r.id::text AND x.done_at IS NULL AND x.failed_with IS NULL)
    ORDER BY r.id LIMIT 100`;
  return rows.map(({ id }) => id);
}

/** Writes down about an order what a person must look at, until that person has seen to it. */
export function flagOrder(tx: SqlTx, orderId: string, fault: string): void {
  tx.atCommitTogether(Prisma.sql`
    INSERT INTO reconciliation_findings (id, provider_id, fault)
    VALUES (gen_random_uuid(), ${`order ${orderId}`}, ${fault})
    ON CONFLICT (store_id, provider_id, fault) DO UPDATE SET resolved_at = NULL`);
}

/**
 * Writes down what does not fit. Of what was looked at, all that fits now is resolved; what is too old to be looked at
 * stays open until a person has seen to it.
 */
export function noteFindings(
  tx: SqlTx,
  faults: ReadonlyMap<string, string>,
  lookedAt: ReadonlySet<string>,
): void {
  const found = Prisma.sql`unnest(${[...faults.keys()]}::text[], ${[...faults.values()]}::text[])`;
  tx.atCommit(Prisma.sql`
    INSERT INTO reconciliation_findings (id, provider_id, fault)
    SELECT gen_random_uuid(), provider_id, fault FROM ${found} AS found (provider_id, fault)
    ON CONFLICT (store_id, provider_id, fault) DO UPDATE SET resolved_at = NULL`);
  tx.atCommit(Prisma.sql`
    UPDATE reconciliation_findings f SET resolved_at = now()
    WHERE f.resolved_at IS NULL AND f.provider_id = ANY(${[...lookedAt]}::text[]) AND NOT EXISTS (
      SELECT FROM ${found} AS found (provider_id, fault)
      WHERE found.provider_id = f.provider_id AND found.fault = f.fault)`);
}
