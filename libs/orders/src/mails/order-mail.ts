import type { OrderDetail, OrderLine } from '@tradewind/contracts';
import {
  type Brand,
  countryName,
  type Figures,
  type Language,
  type MailItem,
  pictureUrl,
} from '@tradewind/stores';

/** What every mail about an order is made from. */
export interface OrderMail {
  brand: Brand;
  order: OrderDetail;
  /** Opens the order in any browser. */
  orderUrl: string;
}

/** Words that several of these mails use. */
export const orderWords = {
  en: {
    why: (store) => `You get this e-mail because you ordered at ${store}.`,
    seeOrder: 'See your order',
    total: 'Total',
    sendTo: 'We send it to',
  },
  de: {
    why: (store) => `Sie erhalten diese E-Mail, weil Sie bei ${store} bestellt haben.`,
    seeOrder: 'Zur Bestellung',
    total: 'Gesamtbetrag',
    sendTo: 'Wir senden sie an',
  },
} satisfies Record<Language, OrderWords>;

export interface OrderWords {
  why: (store: string) => string;
  seeOrder: string;
  total: string;
  sendTo: string;
}

/** All lines of an order with what they cost. */
export const itemsOf = ({ order, brand }: OrderMail, { price }: Figures): MailItem[] =>
  order.lines.map((line) => ({
    key: line.variantId,
    title: line.productName,
    detail: `${line.variantName} · ${line.quantity} × ${price(line.unitPrice)}`,
    amount: price(line.lineTotal),
    pictureUrl: pictureUrl(line.image, brand.origin),
  }));

/** "2 × Lamp, Brass". */
export const unitsInWords = (quantity: number, { productName, variantName }: OrderLine): string =>
  `${quantity} × ${productName}, ${variantName}`;

export function addressLines({ order, brand }: OrderMail): string[] {
  const { name, line1, line2, postalCode, city, country } = order.shippingAddress;
  const street = line2 ? [line1, line2] : [line1];
  return [name, ...street, `${postalCode} ${city}`, countryName(country, brand.locale)];
}
