import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Books } from './books.ts';
import type { Form } from './form.ts';
import { checked } from './params.ts';
import type { Sandbox } from './sandbox.ts';

const LedgerParams = z.strictObject({ account: z.string().optional() });

/** The provider's own truth, for audits: what was taken and given back, payment by payment. */
export function ledgerRoutes(app: FastifyInstance, { books, webhooks }: Sandbox): void {
  app.get('/sandbox/ledger', async (request: FastifyRequest<{ Querystring: Form }>) => {
    const { account } = checked(LedgerParams, request.query);
    return { object: 'ledger', pending_webhooks: webhooks.pending, payments: ledger(books, account) };
  });
}

/** Built in one turn of the event loop, so it is the state of one moment. */
function ledger(books: Books, account: string | undefined) {
  const captured = totals(books.charges.all(), ({ failure, amount }) => (failure === null ? amount : 0));
  const refunded = totals(books.refunds.all(), ({ amount }) => amount);
  return [...books.payments.all()]
    .filter((payment) => account === undefined || payment.account === account)
    .map((payment) => ({
      payment_intent: payment.id,
      account: payment.account,
      status: payment.status,
      amount: payment.amount,
      captured: captured.get(payment.id) ?? 0,
      refunded: refunded.get(payment.id) ?? 0,
      currency: payment.currency,
      created: payment.created,
      metadata: payment.metadata,
    }));
}

/** Sums by payment, from the charges and refunds themselves and not from what the payment says of them. */
function totals<T extends { payment: string }>(
  records: Iterable<T>,
  amountOf: (record: T) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const record of records) sums.set(record.payment, (sums.get(record.payment) ?? 0) + amountOf(record));
  return sums;
}
