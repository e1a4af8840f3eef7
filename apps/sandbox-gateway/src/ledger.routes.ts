import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Books } from './books.ts';
import type { Form } from './form.ts';
import { checked } from './params.ts';
import type { Payment, Refund } from './records.ts';
import type { Sandbox } from './sandbox.ts';

const LedgerParams = z.strictObject({ account: z.string().optional() });

/** The provider's own truth, for audits: what was taken and given back, payment by payment. */
export function ledgerRoutes(app: FastifyInstance, { books, webhooks }: Sandbox): void {
  app.get('/sandbox/ledger', async (request: FastifyRequest<{ Querystring: Form }>) => {
    const { account } = checked(LedgerParams, request.query);
    const payments = ledger(books, account);
    return {
      object: 'ledger',
      pending_webhooks: webhooks.pending,
      balances: balances(payments),
      payments,
    };
  });
}

/** Built in one turn of the event loop, so it is the state of one moment. */
function ledger(books: Books, account: string | undefined) {
  const captured = capturedAmounts(books);
  return [...books.payments.all()]
    .filter((payment) => account === undefined || payment.account === account)
    .map((payment) => entry(payment, captured.get(payment.id) ?? 0, books.refunds.of(payment.id)));
}
type Entry = ReturnType<typeof entry>;

/** From the charges and refunds themselves, and not from what the payment says of them. */
function entry(payment: Payment, captured: number, refunds: Refund[]) {
  return {
    payment_intent: payment.id,
    account: payment.account,
    status: payment.status,
    amount: payment.amount,
    captured,
    refunded: sum(refunds.filter(({ status }) => status !== 'failed').map(({ amount }) => amount)),
    currency: payment.currency,
    created: payment.created,
    metadata: payment.metadata,
    refunds: refunds.map(({ id, amount, status, metadata, created }) => ({
      id,
      amount,
      status,
      metadata,
      created,
    })),
  };
}

function capturedAmounts(books: Books): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { payment, failure, amount } of books.charges.all()) {
    if (failure === null) sums.set(payment, (sums.get(payment) ?? 0) + amount);
  }
  return sums;
}

/** What each account has of each currency. */
function balances(payments: Entry[]) {
  const groups = Map.groupBy(payments, ({ account, currency }) => `${account ?? ''} ${currency}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const captured = sum(group.map((payment) => payment.captured));
    const refunded = sum(group.map((payment) => payment.refunded));
    const { account, currency } = first;
    return [{ account, currency, captured, refunded, balance: captured - refunded }];
  });
}

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);
