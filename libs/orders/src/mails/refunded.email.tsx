import type { Money } from '@tradewind/contracts';
import {
  composeMail,
  type FigureRow,
  figuresIn,
  inColumns,
  type Language,
  MailButton,
  type MailContent,
  MailFigures,
  MailHeading,
  MailNote,
  MailRule,
  MailText,
} from '@tradewind/stores';
import { type OrderMail, orderWords, unitsInWords } from './order-mail.ts';

/** What a part of a refund is for: units of a line, some of their price, or (without a variant) the delivery. */
export interface RefundedPart {
  variantId: string | null;
  quantity: number;
  amountMinor: number;
}

export interface Refunded extends OrderMail {
  amount: Money;
  parts: readonly RefundedPart[];
}

interface Words {
  subject: (amount: string, number: string, store: string) => string;
  heading: (amount: string) => string;
  paidBack: (amount: string, number: string) => string;
  ended: string;
  patience: string;
  ofPrice: (product: string) => string;
  delivery: string;
  total: string;
}

const words = {
  en: {
    subject: (amount, number, store) => `${amount} paid back for your order ${number} at ${store}`,
    heading: (amount) => `We have paid back ${amount}`,
    paidBack: (amount, number) => `${amount} for order ${number} went back the way you paid.`,
    ended: 'The order has ended.',
    patience: 'Your bank may take some days to show it.',
    ofPrice: (product) => `A part of the price: ${product}`,
    delivery: 'Delivery',
    total: 'Paid back',
  },
  de: {
    subject: (amount, number, store) => `${amount} für Ihre Bestellung ${number} bei ${store} erstattet`,
    heading: (amount) => `Wir haben ${amount} erstattet`,
    paidBack: (amount, number) =>
      `${amount} für Bestellung ${number} gingen auf dem Weg zurück, auf dem Sie bezahlt haben.`,
    ended: 'Die Bestellung ist beendet.',
    patience: 'Es kann einige Tage dauern, bis Ihre Bank es anzeigt.',
    ofPrice: (product) => `Ein Teil des Preises: ${product}`,
    delivery: 'Versand',
    total: 'Erstattet',
  },
} satisfies Record<Language, Words>;

/** The mail that says how much money went back, and what for. */
export function refunded(mail: Refunded): Promise<MailContent> {
  const { brand, order, orderUrl, amount } = mail;
  const say: Words = words[brand.language];
  const { why, seeOrder } = orderWords[brand.language];
  const { price } = figuresIn(brand.locale, amount.currency);
  const paidBack = say.paidBack(price(amount), order.number);
  const news = order.cancelledAt === null ? paidBack : `${paidBack} ${say.ended}`;
  const total: FigureRow = [say.total, price(amount)];
  const rows = rowsOf(mail, say, price);
  return composeMail(brand, {
    subject: say.subject(price(amount), order.number, brand.name),
    preview: `${news} ${say.patience}`,
    why: why(brand.name),
    body: (
      <>
        <MailHeading>{say.heading(price(amount))}</MailHeading>
        <MailText>{news}</MailText>
        <MailRule />
        <MailFigures rows={rows} total={total} />
        <MailButton href={orderUrl}>{seeOrder}</MailButton>
        <MailNote>{say.patience}</MailNote>
      </>
    ),
    text: [
      say.heading(price(amount)),
      `${news} ${say.patience}`,
      inColumns([...rows, total]).join('\n'),
      `${seeOrder}: ${orderUrl}`,
    ],
  });
}

/** A row for each thing that was paid back. None where the order was never sold: then it is all of it. */
const rowsOf = (
  { order, parts, amount }: Refunded,
  say: Words,
  price: (money: Money) => string,
): FigureRow[] =>
  parts.map(({ variantId, quantity, amountMinor }) => {
    const line = order.lines.find((candidate) => candidate.variantId === variantId);
    const label = line
      ? quantity > 0
        ? unitsInWords(quantity, line)
        : say.ofPrice(`${line.productName}, ${line.variantName}`)
      : (order.shippingMethod ?? say.delivery);
    return [label, price({ amount: amountMinor, currency: amount.currency })];
  });
