import type { OrderInvoice } from '@tradewind/contracts';
import { SellerAddress } from '@tradewind/stores';
import { z } from 'zod';

const minor = z.int();
const Tax = { taxRatePpm: z.int(), taxMinor: minor, totalMinor: minor };

/** What an invoice or a credit note says. It is kept with its number and never changes; the PDF is made of it alone. */
export const InvoiceContent = z.object({
  locale: z.string(),
  currency: z.string(),
  accentColor: z.string(),
  /** Where the seller's logo was kept; its file is never changed either. */
  logoKey: z.string().nullable(),
  seller: z.object({
    name: z.string(),
    legalName: z.string(),
    address: SellerAddress.nullable(),
    country: z.string(),
    taxNumber: z.string().nullable(),
    email: z.string(),
  }),
  buyer: SellerAddress.extend({ name: z.string(), country: z.string(), email: z.string() }),
  orderNumber: z.string(),
  orderedAt: z.iso.datetime(),
  /** Of a credit note: the invoice that it takes back, or a part of it. */
  corrects: z.object({ number: z.string(), issuedAt: z.iso.datetime() }).nullable(),
  /** Whether the amounts of the lines and of the delivery contain their tax. */
  pricesIncludeTax: z.boolean(),
  couponCode: z.string().nullable(),
  lines: z.array(
    z.object({
      name: z.string(),
      detail: z.string(),
      /** Nought where a part of the price was given back, and the goods stayed. */
      quantity: z.int(),
      unitPriceMinor: minor.nullable(),
      discountMinor: minor,
      ...Tax,
    }),
  ),
  delivery: z.object({ name: z.string(), priceMinor: minor, discountMinor: minor, ...Tax }).nullable(),
  /** What was sold at each rate, the lowest first. */
  taxes: z.array(z.object({ ratePpm: z.int(), netMinor: minor, taxMinor: minor })),
  taxMinor: minor,
  totalMinor: minor,
});
export type InvoiceContent = z.infer<typeof InvoiceContent>;
export type InvoiceLine = InvoiceContent['lines'][number];

export type InvoiceKind = OrderInvoice['kind'];

/** An invoice that was issued: its number, its day, and what it says. */
export interface IssuedInvoice {
  kind: InvoiceKind;
  number: number;
  issuedAt: Date;
  content: InvoiceContent;
}

type Numbered = Pick<IssuedInvoice, 'kind' | 'number' | 'issuedAt'>;

/** As people write it: the year of its issue, then its number. Numbers go on over the turn of the year. */
export const numberOf = ({ kind, number, issuedAt }: Numbered): string =>
  `${kind === 'invoice' ? '' : 'CN-'}${issuedAt.getUTCFullYear()}-${String(number).padStart(6, '0')}`;

/** Our own name for the file, such as `invoice-2026-000123.pdf`: nothing in it came from outside. */
export const fileNameOf = (invoice: Numbered): string =>
  `${invoice.kind.replace('_', '-')}-${numberOf(invoice).replace('CN-', '')}.pdf`;
