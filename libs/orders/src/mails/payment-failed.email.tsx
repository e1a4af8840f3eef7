import {
  composeMail,
  figuresIn,
  greetingName,
  inColumns,
  type Language,
  MailButton,
  type MailContent,
  MailFigures,
  MailHeading,
  MailItems,
  MailNote,
  MailRule,
  MailText,
} from '@tradewind/stores';
import { itemsOf, type OrderMail, orderWords, unitsInWords } from './order-mail.ts';
import { priceRows, taxNotes } from './price-rows.ts';

export interface PaymentFailed extends OrderMail {
  /** The order's payment page. */
  orderUrl: string;
  heldUntil: Date;
  now: Date;
}

interface Words {
  subject: (number: string, store: string) => string;
  heading: string;
  declined: (name: string | undefined, number: string) => string;
  held: (until: string, minutes: number) => string;
  button: string;
  afterwards: string;
}

const words = {
  en: {
    subject: (number, store) => `The payment for your order ${number} at ${store} did not go through`,
    heading: 'Your payment did not go through',
    declined: (name, number) =>
      `${name ? `${name}, your` : 'Your'} bank or card did not accept the payment for order ${number}. Nothing was charged.`,
    held: (until, minutes) =>
      `We hold everything for you until ${until}, that is for ${minutes === 1 ? 'one more minute' : `${minutes} more minutes`}. You can try again until then, with the same card or another one.`,
    button: 'Try again',
    afterwards: 'If you would rather not, there is nothing to do: the order ends by itself.',
  },
  de: {
    subject: (number, store) => `Die Zahlung für Ihre Bestellung ${number} bei ${store} hat nicht geklappt`,
    heading: 'Ihre Zahlung hat nicht geklappt',
    declined: (name, number) =>
      `${name ? `${name}, Ihre` : 'Ihre'} Bank oder Karte hat die Zahlung für Bestellung ${number} nicht angenommen. Es wurde nichts abgebucht.`,
    held: (until, minutes) =>
      `Wir halten alles bis ${until} für Sie zurück, also noch ${minutes === 1 ? 'eine Minute' : `${minutes} Minuten`}. Bis dahin können Sie es noch einmal versuchen, mit derselben Karte oder einer anderen.`,
    button: 'Noch einmal versuchen',
    afterwards: 'Wenn Sie lieber nicht möchten, ist nichts zu tun: Die Bestellung endet von selbst.',
  },
} satisfies Record<Language, Words>;

/** The mail for somebody whose payment was declined, and who has not paid since. */
export function paymentFailed(mail: PaymentFailed): Promise<MailContent> {
  const { brand, order, orderUrl } = mail;
  const say: Words = words[brand.language];
  const { why, total } = orderWords[brand.language];
  const figures = figuresIn(brand.locale, order.total.currency);
  const declined = say.declined(greetingName(order.shippingAddress.name), order.number);
  const held = heldInWords(mail, say);
  return composeMail(brand, {
    subject: say.subject(order.number, brand.name),
    preview: held,
    why: why(brand.name),
    body: (
      <>
        <MailHeading>{say.heading}</MailHeading>
        <MailText>{declined}</MailText>
        <MailText>{held}</MailText>
        <MailButton href={orderUrl}>{say.button}</MailButton>
        <MailRule />
        <MailItems items={itemsOf(mail, figures)} />
        <MailRule />
        <MailFigures
          rows={priceRows(order, figures, brand.language)}
          total={[total, figures.price(order.total)]}
          notes={taxNotes(order, figures, brand.language)}
        />
        <MailRule />
        <MailNote>{say.afterwards}</MailNote>
      </>
    ),
    text: [
      say.heading,
      `${declined} ${held}`,
      `${say.button}: ${orderUrl}`,
      inColumns([
        ...order.lines.map(
          (line) => [unitsInWords(line.quantity, line), figures.price(line.lineTotal)] as const,
        ),
        [total, figures.price(order.total)],
      ]).join('\n'),
      say.afterwards,
    ],
  });
}

/** Nobody knows which clock the customer looks at, so the zone is named, and how long it is from now. */
function heldInWords({ brand, heldUntil, now }: PaymentFailed, say: Words): string {
  const moment = new Intl.DateTimeFormat(brand.locale, {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  });
  const minutes = Math.max(1, Math.floor((heldUntil.getTime() - now.getTime()) / 60_000));
  return say.held(moment.format(heldUntil), minutes);
}
