import type { OrderShipment } from '@tradewind/contracts';
import {
  composeMail,
  greetingName,
  type Language,
  MailButton,
  type MailContent,
  MailHeading,
  MailItems,
  MailPanel,
  MailRule,
  MailText,
  pictureUrl,
} from '@tradewind/stores';
import { addressLines, type OrderMail, orderWords, unitsInWords } from './order-mail.ts';

export interface Shipped extends OrderMail {
  shipment: OrderShipment;
}

interface Words {
  subject: (number: string, store: string) => string;
  preview: (number: string) => string;
  heading: string;
  sent: (name: string | undefined, number: string) => string;
  rest: string;
  parcel: string;
  with: (carrier: string) => string;
  tracking: (number: string) => string;
}

const words = {
  en: {
    subject: (number, store) => `Your order ${number} at ${store} is on its way`,
    preview: (number) => `A parcel of order ${number} has left our shop.`,
    heading: 'It is on its way',
    sent: (name, number) =>
      `${name ? `${name}, a` : 'A'} parcel of order ${number} has just left our shop. This is in it.`,
    rest: 'What is still missing follows in another parcel.',
    parcel: 'The parcel',
    with: (carrier) => `Sent with ${carrier}`,
    tracking: (number) => `Tracking number ${number}`,
  },
  de: {
    subject: (number, store) => `Ihre Bestellung ${number} bei ${store} ist unterwegs`,
    preview: (number) => `Ein Paket zu Bestellung ${number} hat unseren Laden verlassen.`,
    heading: 'Es ist unterwegs',
    sent: (name, number) =>
      `${name ? `${name}, ein` : 'Ein'} Paket zu Bestellung ${number} hat gerade unseren Laden verlassen. Das ist darin.`,
    rest: 'Was noch fehlt, folgt in einem weiteren Paket.',
    parcel: 'Das Paket',
    with: (carrier) => `Versandt mit ${carrier}`,
    tracking: (number) => `Sendungsnummer ${number}`,
  },
} satisfies Record<Language, Words>;

/** The mail that goes with each parcel. */
export function shipped(mail: Shipped): Promise<MailContent> {
  const { brand, order, orderUrl } = mail;
  const say: Words = words[brand.language];
  const { why, seeOrder, sendTo } = orderWords[brand.language];
  const sent = say.sent(greetingName(order.shippingAddress.name), order.number);
  const news = isMore(mail) ? `${sent} ${say.rest}` : sent;
  const label = labelOf(mail, say);
  const units = unitsOf(mail);
  return composeMail(brand, {
    subject: say.subject(order.number, brand.name),
    preview: say.preview(order.number),
    why: why(brand.name),
    body: (
      <>
        <MailHeading>{say.heading}</MailHeading>
        <MailText>{news}</MailText>
        <MailButton href={orderUrl}>{seeOrder}</MailButton>
        <MailRule />
        <MailItems
          items={units.map(({ line, quantity }) => ({
            key: line.variantId,
            title: line.productName,
            detail: line.variantName,
            amount: `× ${quantity}`,
            pictureUrl: pictureUrl(line.image, brand.origin),
          }))}
        />
        {label.length > 0 && <MailPanel label={say.parcel} lines={label} />}
        <MailPanel label={sendTo} lines={addressLines(mail)} />
      </>
    ),
    text: [
      say.heading,
      news,
      units.map(({ line, quantity }) => unitsInWords(quantity, line)).join('\n'),
      ...(label.length > 0 ? [label.join('\n')] : []),
      `${seeOrder}: ${orderUrl}`,
      [sendTo, ...addressLines(mail)].join('\n'),
    ],
  });
}

const labelOf = ({ shipment: { carrier, tracking } }: Shipped, say: Words): string[] => [
  ...(carrier === null ? [] : [say.with(carrier)]),
  ...(tracking === null ? [] : [say.tracking(tracking)]),
];

const unitsOf = ({ order, shipment }: Shipped) =>
  order.lines.flatMap((line) => {
    const quantity = shipment.lines.find(({ variantId }) => variantId === line.variantId)?.quantity;
    return quantity === undefined ? [] : [{ line, quantity }];
  });

/** Whether something is still to be sent; what was paid back is not waited for. */
const isMore = ({ order }: Shipped): boolean =>
  order.lines.some(
    ({ quantity, shippedQuantity, refundedQuantity }) => shippedQuantity + refundedQuantity < quantity,
  );
