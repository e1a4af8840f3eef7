import type { OrderDetail, OrderStatus } from '@tradewind/contracts';
import { formatMoney } from '../shell/money.ts';

/** How a buyer calls it. */
export const statusWords: Record<OrderStatus, string> = {
  awaiting_payment: 'Not paid yet',
  paid: 'Paid',
  partly_shipped: 'Partly on its way',
  shipped: 'On its way',
  delivered: 'Arrived',
  cancelled: 'Cancelled',
  partly_refunded: 'Partly paid back',
  refunded: 'Paid back',
};

const goodStatuses = new Set<OrderStatus>(['paid', 'partly_shipped', 'shipped', 'delivered']);

/** Whether the buyer is getting what they ordered. */
export const isGoodNews = (status: OrderStatus): boolean => goodStatuses.has(status);

const headlines: Record<OrderStatus, string> = {
  awaiting_payment: 'Your order waits for payment',
  paid: 'Thank you, it is yours',
  partly_shipped: 'The first part is on its way',
  shipped: 'It is on its way',
  delivered: 'It has arrived',
  cancelled: 'This order was cancelled',
  partly_refunded: 'A part of it was paid back',
  refunded: 'This order was paid back',
};

/** The headline of the order's page. `justPaid`: the provider said yes, its message to us is still on the way. */
export function headlineOf({ status, total }: OrderDetail, justPaid: boolean): string {
  if (status === 'awaiting_payment' && justPaid)
    return total.amount === 0 ? 'Confirming your order' : 'Confirming your payment';
  return headlines[status];
}

export function sentenceOf(order: OrderDetail, { justPaid, locale }: Told): string {
  if (order.status === 'awaiting_payment' && justPaid)
    return 'This takes a moment. The page will tell you as soon as it is done.';
  return sentences[order.status](order, locale);
}

interface Told {
  justPaid: boolean;
  locale: string;
}

const sentences: Record<OrderStatus, (order: OrderDetail, locale: string) => string> = {
  awaiting_payment: () => 'Nothing was charged yet.',
  paid: ({ email }) => `We have sent a confirmation to ${email} and are packing now.`,
  partly_shipped: () => 'What is still missing follows as soon as it is packed.',
  shipped: () => 'All of it has left our shop.',
  delivered: () => 'We hope you like it. If something is not right, you can send it back.',
  cancelled: (order, locale) =>
    order.refunded.amount > 0
      ? `${refundedWords(order, locale)}. What you chose is back in the shop.`
      : 'Nothing was charged. What you chose is back in the shop.',
  partly_refunded: (order, locale) => `${refundedWords(order, locale)}.`,
  refunded: (order, locale) => `${refundedWords(order, locale)}.`,
};

/** Money is either with the buyer's bank or on its way there. */
function refundedWords({ refunds, refunded, total }: OrderDetail, locale: string): string {
  const isUnderWay = refunds.some(({ status }) => status === 'pending');
  const amount = formatMoney(refunded, locale);
  const all =
    refunded.amount === total.amount ? `All of it, ${amount},` : `${amount} of ${formatMoney(total, locale)}`;
  return isUnderWay ? `${all} is on its way back to you` : `${all} went back the way you paid`;
}
