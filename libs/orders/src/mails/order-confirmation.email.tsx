import {
  composeMail,
  type FigureRow,
  figuresIn,
  greetingName,
  inColumns,
  type Language,
  MailButton,
  type MailContent,
  MailFigures,
  MailHeading,
  MailItems,
  MailPanel,
  MailRule,
  MailText,
} from '@tradewind/stores';
import { addressLines, itemsOf, type OrderMail, orderWords, unitsInWords } from './order-mail.ts';
import { priceRows, taxNotes } from './price-rows.ts';

interface Words {
  subject: (number: string, store: string) => string;
  preview: (number: string) => string;
  thanks: (name: string | undefined) => string;
  arrived: string;
  packing: (number: string) => string;
}

const words = {
  en: {
    subject: (number, store) => `Your order ${number} at ${store}`,
    preview: (number) => `Thank you. Order ${number} is paid and will be packed next.`,
    thanks: (name) => (name ? `Thank you, ${name}.` : 'Thank you.'),
    arrived: 'Your payment has arrived.',
    packing: (number) => `We pack order ${number} next; its page tells you when it is on its way.`,
  },
  de: {
    subject: (number, store) => `Ihre Bestellung ${number} bei ${store}`,
    preview: (number) => `Vielen Dank. Bestellung ${number} ist bezahlt und wird nun gepackt.`,
    thanks: (name) => (name ? `Vielen Dank, ${name}.` : 'Vielen Dank.'),
    arrived: 'Ihre Zahlung ist angekommen.',
    packing: (number) =>
      `Als Nächstes packen wir Bestellung ${number}; auf ihrer Seite sehen Sie, wann sie unterwegs ist.`,
  },
} satisfies Record<Language, Words>;

/** The mail a customer gets once the order is paid. */
export function orderConfirmation(mail: OrderMail): Promise<MailContent> {
  const { brand, order, orderUrl } = mail;
  const say: Words = words[brand.language];
  const { why, seeOrder, total: totalWord, sendTo } = orderWords[brand.language];
  const figures = figuresIn(brand.locale, order.total.currency);
  const rows = priceRows(order, figures, brand.language);
  const total: FigureRow = [totalWord, figures.price(order.total)];
  const notes = taxNotes(order, figures, brand.language);
  const thanks = say.thanks(greetingName(order.shippingAddress.name));
  // What costs nothing is paid without a payment.
  const news =
    order.total.amount > 0 ? `${say.arrived} ${say.packing(order.number)}` : say.packing(order.number);
  return composeMail(brand, {
    subject: say.subject(order.number, brand.name),
    preview: say.preview(order.number),
    why: why(brand.name),
    body: (
      <>
        <MailHeading>{thanks}</MailHeading>
        <MailText>{news}</MailText>
        <MailButton href={orderUrl}>{seeOrder}</MailButton>
        <MailRule />
        <MailItems items={itemsOf(mail, figures)} />
        <MailRule />
        <MailFigures rows={rows} total={total} notes={notes} />
        <MailPanel label={sendTo} lines={addressLines(mail)} />
      </>
    ),
    text: [thanks, news, `${seeOrder}: ${orderUrl}`, ...tables(mail, [...rows, total], notes)],
  });
}

/** What was bought, what it costs and where it goes, each in columns. */
function tables(mail: OrderMail, sums: FigureRow[], notes: string[]): string[] {
  const { brand, order } = mail;
  const { price } = figuresIn(brand.locale, order.total.currency);
  const lines = order.lines.map((line): FigureRow => [
    unitsInWords(line.quantity, line),
    price(line.lineTotal),
  ]);
  const set = inColumns([...lines, ...sums]);
  return [
    set.slice(0, lines.length).join('\n'),
    [...set.slice(lines.length), ...notes].join('\n'),
    [orderWords[brand.language].sendTo, ...addressLines(mail)].join('\n'),
  ];
}
