import type { OrderDetail, OrderLine } from '@tradewind/contracts';
import type { Brand } from '@tradewind/stores';
import type { OrderMail } from './order-mail.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** The preview command draws what is below /media/sample/, by the name of the product. */
const line = (
  slug: string,
  [productName, variantName]: [string, string],
  price: number,
  quantity: number,
): OrderLine => ({
  variantId: `sample-${slug}`,
  productName,
  variantName,
  sku: slug,
  image: {
    id: slug,
    alt: '',
    url: `/media/sample/${slug}/{width}.{format}`,
    widths: [320],
    width: 320,
    height: 320,
    blurDataUrl: null,
  },
  quantity,
  unitPrice: eur(price),
  lineTotal: eur(price * quantity),
  discount: eur(0),
  shippedQuantity: 0,
  refundedQuantity: 0,
});

/** Both come to the same sums, so that the rest of the sample suits both. */
const linesFor: Record<Brand['look'], OrderLine[]> = {
  gallery: [
    line('evening-seven-ridges', ['Evening, Seven Ridges', '50 × 70 cm'], 6_500, 1),
    line('monstera-at-the-window', ['Monstera at the Window', 'A4'], 2_600, 2),
  ],
  loom: [
    line('jaipur-flower-cushion', ['Jaipur Flower Cushion', 'Marigold'], 4_600, 2),
    line('sardine-tea-towel', ['Sardine Tea Towel', 'Single'], 2_500, 1),
  ],
};

/** A made-up order that was paid, for previews and tests. */
export const sampleOrder = (look: Brand['look'] = 'gallery'): OrderDetail => ({
  id: '01a1fde4-8375-762b-802a-0926855af6ad',
  number: 'ABCDE-FGHJK',
  status: 'paid',
  email: 'ann@example.com',
  shippingAddress: {
    name: 'Ann Other',
    line1: '12 Rope Walk',
    postalCode: '10115',
    city: 'Berlin',
    country: 'DE',
  },
  lines: linesFor[look],
  shippingMethod: 'Tracked post',
  couponCode: 'WELCOME10',
  totals: {
    pricesIncludeTax: true,
    subtotal: eur(11_700),
    discount: eur(1_170),
    shipping: eur(490),
    tax: eur(1_760),
    taxes: [{ ratePpm: 190_000, net: eur(9_260), tax: eur(1_760) }],
    total: eur(11_020),
  },
  total: eur(11_020),
  refunded: eur(0),
  refunds: [],
  shipments: [],
  returns: [],
  invoices: [],
  heldUntil: null,
  placedAt: '2026-11-21T12:00:00.000Z',
  paidAt: '2026-11-21T12:01:00.000Z',
  shippedAt: null,
  deliveredAt: null,
  cancelledAt: null,
});

export function sampleOrderMail(brand: Brand): OrderMail {
  const order = sampleOrder(brand.look);
  return { brand, order, orderUrl: `${brand.origin}/orders/${order.id}?token=only-for-the-preview` };
}
