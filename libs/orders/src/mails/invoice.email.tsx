import type { Money } from '@tradewind/contracts';
import {
  composeMail,
  figuresIn,
  type Language,
  MailButton,
  type MailContent,
  MailFigures,
  MailHeading,
  MailLink,
  MailNote,
  MailRule,
  MailText,
} from '@tradewind/stores';
import { type OrderMail, orderWords } from './order-mail.ts';

export interface InvoiceMail extends OrderMail {
  kind: 'invoice' | 'credit_note';
  /** As it is printed on it. */
  invoiceNumber: string;
  amount: Money;
  /** Opens the PDF, for a week. */
  pdfUrl: string;
}

interface Words {
  name: Record<InvoiceMail['kind'], string>;
  subject: (document: string, order: string, store: string) => string;
  heading: Record<InvoiceMail['kind'], string>;
  text: Record<InvoiceMail['kind'], (order: string) => string>;
  button: Record<InvoiceMail['kind'], string>;
  order: string;
  amount: Record<InvoiceMail['kind'], string>;
  expiry: string;
}

const words = {
  en: {
    name: { invoice: 'Invoice', credit_note: 'Credit note' },
    subject: (document, order, store) => `${document} for your order ${order} at ${store}`,
    heading: { invoice: 'Your invoice', credit_note: 'Your credit note' },
    text: {
      invoice: (order) => `Here is the invoice for order ${order}. It is paid: this is for your records.`,
      credit_note: (order) => `Here is the credit note for what we paid back of order ${order}.`,
    },
    button: { invoice: 'Open the invoice', credit_note: 'Open the credit note' },
    order: 'Order',
    amount: { invoice: 'Total', credit_note: 'Credited' },
    expiry: 'The button works for a week. After that you find the document on the page of your order:',
  },
  de: {
    name: { invoice: 'Rechnung', credit_note: 'Rechnungskorrektur' },
    subject: (document, order, store) => `${document} zu Ihrer Bestellung ${order} bei ${store}`,
    heading: { invoice: 'Ihre Rechnung', credit_note: 'Ihre Rechnungskorrektur' },
    text: {
      invoice: (order) =>
        `Hier ist die Rechnung zu Bestellung ${order}. Sie ist bezahlt und für Ihre Unterlagen bestimmt.`,
      credit_note: (order) => `Hier ist der Beleg über das, was wir von Bestellung ${order} erstattet haben.`,
    },
    button: { invoice: 'Rechnung öffnen', credit_note: 'Rechnungskorrektur öffnen' },
    order: 'Bestellung',
    amount: { invoice: 'Gesamtbetrag', credit_note: 'Gutgeschrieben' },
    expiry: 'Die Schaltfläche gilt eine Woche. Danach finden Sie den Beleg auf der Seite Ihrer Bestellung:',
  },
} satisfies Record<Language, Words>;

/** The mail with the link to an invoice, or to the credit note over a refund. */
export function invoiceMail(mail: InvoiceMail): Promise<MailContent> {
  const { brand, order, orderUrl, kind, invoiceNumber, pdfUrl } = mail;
  const say: Words = words[brand.language];
  const { why, seeOrder } = orderWords[brand.language];
  const amount = figuresIn(brand.locale, mail.amount.currency).price(mail.amount);
  const document = `${say.name[kind]} ${invoiceNumber}`;
  return composeMail(brand, {
    subject: say.subject(document, order.number, brand.name),
    preview: say.text[kind](order.number),
    why: why(brand.name),
    body: (
      <>
        <MailHeading>{say.heading[kind]}</MailHeading>
        <MailText>{say.text[kind](order.number)}</MailText>
        <MailRule />
        <MailFigures
          rows={[
            [say.name[kind], invoiceNumber],
            [say.order, order.number],
          ]}
          total={[say.amount[kind], amount]}
        />
        <MailButton href={pdfUrl}>{say.button[kind]}</MailButton>
        <MailNote>
          {say.expiry} <MailLink href={orderUrl}>{seeOrder}</MailLink>
        </MailNote>
      </>
    ),
    text: [
      say.heading[kind],
      say.text[kind](order.number),
      `${document}, ${amount}`,
      `${say.button[kind]}: ${pdfUrl}`,
      `${say.expiry} ${orderUrl}`,
    ],
  });
}
