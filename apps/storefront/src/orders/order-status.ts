import type { OrderDetail, OrderStatus } from '@tradewind/contracts';

/** How a buyer calls it. */
export const statusWords: Record<OrderStatus, string> = {
  awaiting_payment: 'Not paid yet',
  paid: 'Paid',
  partly_shipped: 'Partly on its way',
  shipped: 'On its way',
  delivered: 'Arrived',
  cancelled: 'Cancelled',
  partly_refunded: 'Partly refunded',
  refunded: 'Refunded',
};

/** The headline of the order's page. `justPaid`: the provider said yes, its message to us is still on the way. */
export function headlineOf({ status }: OrderDetail, justPaid: boolean): string {
  if (status === 'awaiting_payment' && justPaid) return 'Confirming your payment';
  return headlines[status];
}

const headlines: Record<OrderStatus, string> = {
  awaiting_payment: 'Your order waits for payment',
  paid: 'Thank you, it is yours',
  partly_shipped: 'A part of it is on its way',
  shipped: 'It is on its way',
  delivered: 'It has arrived',
  cancelled: 'This order was cancelled',
  partly_refunded: 'A part was paid back',
  refunded: 'This order was paid back',
};

export function sentenceOf(order: OrderDetail, justPaid: boolean): string {
  if (order.status === 'awaiting_payment' && justPaid)
    return 'This takes a moment. The page will tell you as soon as it is done.';
  return sentences[order.status](order);
}

const sentences: Record<OrderStatus, (order: OrderDetail) => string> = {
  awaiting_payment: () => 'We keep everything aside for a little while.',
  paid: ({ email }) => `We have sent a confirmation to ${email} and are packing now.`,
  partly_shipped: () => 'The rest follows as soon as it is packed.',
  shipped: () => 'It left our shop.',
  delivered: () => 'We hope you like it.',
  cancelled: ({ paidAt }) =>
    paidAt === null
      ? 'Nothing was charged. What you chose is back in the shop.'
      : 'Your money is on its way back.',
  partly_refunded: () => 'The money goes back to the card you paid with.',
  refunded: () => 'The money goes back to the card you paid with.',
};
