import { taxesOf } from '../pricing/quote.ts';
import { type InvoiceContent, type InvoiceLine } from './invoice-content.ts';
import type { InvoiceableOrder, InvoiceableRefund } from './invoice.queries.ts';

/** What the invoice over an order says. Every figure is the order's own: nothing is calculated a second time. */
export function contentOfInvoice(order: InvoiceableOrder): InvoiceContent {
  const lines = order.lines.map(
    ({ productName, variantName, quantity, unitPriceMinor, discountMinor, ...tax }): InvoiceLine => ({
      name: productName,
      detail: detailOf(variantName, tax.sku),
      quantity,
      unitPriceMinor,
      discountMinor,
      ...taxOf(tax),
    }),
  );
  const { shippingMethod, shippingMinor, shippingDiscountMinor } = order;
  const delivery = {
    name: shippingMethod ?? '',
    priceMinor: shippingMinor,
    discountMinor: shippingDiscountMinor,
    taxRatePpm: order.shippingTaxRatePpm,
    taxMinor: order.shippingTaxMinor,
    totalMinor: order.shippingTotalMinor,
  };
  return {
    ...headOf(order),
    corrects: null,
    lines,
    delivery: shippingMethod === null ? null : delivery,
    taxes: taxesOf([...lines, delivery]),
    taxMinor: order.taxMinor,
    totalMinor: order.totalMinor,
  };
}

/** What the credit note over a refund says: the parts of the sale that were taken back. */
export function contentOfCreditNote(order: InvoiceableOrder, refund: InvoiceableRefund): InvoiceContent {
  const goods = refund.parts.filter(({ variantId }) => variantId !== null);
  const lines = goods.map((part): InvoiceLine => {
    const line = order.lines.find(({ variantId }) => variantId === part.variantId);
    return {
      name: line?.productName ?? '',
      detail: detailOf(line?.variantName ?? '', line?.sku ?? ''),
      quantity: part.quantity,
      unitPriceMinor: null,
      discountMinor: 0,
      taxRatePpm: line?.taxRatePpm ?? 0,
      taxMinor: part.taxMinor,
      totalMinor: part.amountMinor,
    };
  });
  const delivery = deliveryBack(order, refund);
  // Money that went back for nothing in particular, as far as the books know.
  if (refund.parts.length === 0) lines.push(restOf(refund));
  return {
    ...headOf(order),
    corrects: refund.invoice,
    couponCode: null,
    lines,
    delivery,
    taxes: taxesOf([...lines, ...(delivery ? [delivery] : [])]),
    taxMinor: refund.parts.reduce((sum, { taxMinor }) => sum + taxMinor, 0),
    totalMinor: refund.amountMinor,
  };
}

function deliveryBack(order: InvoiceableOrder, { parts }: InvoiceableRefund): InvoiceContent['delivery'] {
  const part = parts.find(({ variantId }) => variantId === null);
  if (!part) return null;
  const { amountMinor: totalMinor, taxMinor } = part;
  return {
    name: order.shippingMethod ?? '',
    priceMinor: totalMinor - (order.pricesIncludeTax ? 0 : taxMinor),
    discountMinor: 0,
    taxRatePpm: order.shippingTaxRatePpm,
    taxMinor,
    totalMinor,
  };
}

const restOf = ({ amountMinor }: InvoiceableRefund): InvoiceLine => ({
  name: '',
  detail: '',
  quantity: 0,
  unitPriceMinor: null,
  discountMinor: 0,
  taxRatePpm: 0,
  taxMinor: 0,
  totalMinor: amountMinor,
});

function headOf(order: InvoiceableOrder) {
  const { store, shippingAddress, email, number, placedAt, currency, pricesIncludeTax, couponCode } = order;
  const { locale, accentColor, logoKey, legalName, ...seller } = store;
  return {
    locale,
    currency,
    accentColor,
    logoKey,
    seller: { ...seller, legalName: legalName ?? seller.name },
    buyer: { ...shippingAddress, email },
    orderNumber: number,
    orderedAt: placedAt.toISOString(),
    pricesIncludeTax,
    couponCode,
  };
}

const detailOf = (...words: string[]): string => words.filter(Boolean).join(' · ');

const taxOf = ({
  taxRatePpm,
  taxMinor,
  totalMinor,
}: Pick<InvoiceLine, 'taxRatePpm' | 'taxMinor' | 'totalMinor'>) => ({
  taxRatePpm,
  taxMinor,
  totalMinor,
});
