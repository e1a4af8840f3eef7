import type { OrderDetail, OrderStatus } from '@tradewind/contracts';

/** How a buyer calls it. */
export const statusWords: Record<OrderStatus, string> = {
  awaiting_payment: 'Not paid yet',
  paid: 'Paid',
  shipped: 'On its way',
  cancelled: 'Cancelled',
};

/** The headline of the order's page. `justPaid`: the provider said yes, its message to us is still on the way. */
export function headlineOf({ status }: OrderDetail, justPaid: boolean): string {
  if (status === 'awaiting_payment')
    return justPaid ? 'Confirming your payment' : 'Your order waits for payment';
  if (status === 'paid') return 'Thank you, it is yours';
  return status === 'shipped' ? 'It is on its way' : 'This order was cancelled';
}

export function sentenceOf({ status, email, tracking }: OrderDetail, justPaid: boolean): string {
  if (status === 'awaiting_payment' && justPaid)
    return 'This takes a moment. The page will tell you as soon as it is done.';
  if (status === 'awaiting_payment') return 'We keep everything aside for a little while.';
  if (status === 'paid') return `We have sent a confirmation to ${email} and are packing now.`;
  if (status === 'shipped') return tracking ? `Follow it with ${tracking}.` : 'It left our shop.';
  return 'Nothing was charged. What you chose is back in the shop.';
}
