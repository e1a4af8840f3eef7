import {
  Body,
  Button,
  Column,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Img,
  Preview,
  render,
  Row,
  Section,
  Text,
} from '@react-email/components';
import type { Image, OrderDetail } from '@tradewind/contracts';
import type { CSSProperties } from 'react';
import { figuresIn, priceRows, type Row as Figure, taxNotes } from './order-confirmation-figures.ts';

export interface OrderConfirmation {
  storeName: string;
  locale: string;
  /** Where pictures are fetched from. */
  origin: string;
  orderUrl: string;
  order: OrderDetail;
}

/** The mail a customer gets once the order is paid. */
export async function orderConfirmation(confirmation: OrderConfirmation) {
  return {
    subject: `Your order ${confirmation.order.number} at ${confirmation.storeName}`,
    html: await render(<OrderConfirmationMail {...confirmation} />),
    text: inPlainText(confirmation),
  };
}

const paymentArrived = 'Your payment has arrived.';

/** For programs and people that read no HTML. Written by hand: of a table, a converter leaves a heap of words. */
function inPlainText({ storeName, locale, orderUrl, order }: OrderConfirmation): string {
  const figures = figuresIn(locale, order.total.currency);
  const lines = order.lines.map(({ quantity, productName, variantName, lineTotal }): Figure => [
    `${quantity} × ${productName}, ${variantName}`,
    figures.price(lineTotal),
  ]);
  const sums: Figure[] = [...priceRows(order, figures), ['Total', figures.price(order.total)]];
  const width = Math.max(...[...lines, ...sums].map(([label, amount]) => label.length + amount.length)) + 2;
  const column = ([label, amount]: Figure) => label.padEnd(width - amount.length) + amount;
  return [
    storeName,
    `Thank you, ${order.shippingAddress.name}.`,
    `${order.total.amount > 0 ? `${paymentArrived} ` : ''}We pack order ${order.number} next; its page tells you when it is on its way.`,
    `See your order: ${orderUrl}`,
    lines.map(column).join('\n'),
    [...sums.map(column), ...taxNotes(order, figures)].join('\n'),
    ['We send it to', ...addressLines(order, locale)].join('\n'),
  ].join('\n\n');
}

function OrderConfirmationMail({ storeName, locale, origin, orderUrl, order }: OrderConfirmation) {
  const figures = figuresIn(locale, order.total.currency);
  const { price } = figures;
  return (
    <Html lang="en">
      <Head />
      <Preview>{`Thank you. Order ${order.number} is paid and will be packed next.`}</Preview>
      <Body style={styles.body}>
        <Container style={styles.container}>
          <Text style={styles.store}>{storeName}</Text>
          <Heading style={styles.heading}>Thank you, {order.shippingAddress.name}.</Heading>
          <Text style={styles.text}>
            {order.total.amount > 0 && `${paymentArrived} `}We pack order <strong>{order.number}</strong>{' '}
            next; its page tells you when it is on its way.
          </Text>
          <Button href={orderUrl} style={styles.button}>
            See your order
          </Button>
          <Hr style={styles.rule} />
          {order.lines.map((line) => (
            <Row key={line.variantId} style={styles.line}>
              <Column style={styles.picture}>
                {line.image?.url && (
                  <Img src={pictureUrl(origin, line.image)} alt="" width="64" style={styles.image} />
                )}
              </Column>
              <Column>
                <Text style={styles.product}>{line.productName}</Text>
                <Text style={styles.detail}>
                  {line.variantName} · {line.quantity} × {price(line.unitPrice)}
                </Text>
              </Column>
              <Column align="right">
                <Text style={styles.product}>{price(line.lineTotal)}</Text>
              </Column>
            </Row>
          ))}
          <Hr style={styles.rule} />
          {priceRows(order, figures).map(([label, amount]) => (
            <Row key={label}>
              <Column>
                <Text style={styles.figure}>{label}</Text>
              </Column>
              <Column align="right">
                <Text style={styles.figure}>{amount}</Text>
              </Column>
            </Row>
          ))}
          <Row style={styles.totalRow}>
            <Column>
              <Text style={styles.product}>Total</Text>
            </Column>
            <Column align="right">
              <Text style={styles.total}>{price(order.total)}</Text>
            </Column>
          </Row>
          {taxNotes(order, figures).map((note) => (
            <Text key={note} style={styles.taxNote}>
              {note}
            </Text>
          ))}
          <Section style={styles.address}>
            <Text style={styles.detail}>We send it to</Text>
            {addressLines(order, locale).map((line) => (
              <Text key={line} style={styles.addressLine}>
                {line}
              </Text>
            ))}
          </Section>
        </Container>
      </Body>
    </Html>
  );
}

const pictureUrl = (origin: string, image: Image): string =>
  new URL(
    (image.url ?? '').replace('{width}', String(image.widths[0])).replace('{format}', 'webp'),
    origin,
  ).toString();

function addressLines({ shippingAddress }: OrderDetail, locale: string): string[] {
  const { name, line1, line2, postalCode, city, country } = shippingAddress;
  const countryName = new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country;
  return [name, line1, ...(line2 ? [line2] : []), `${postalCode} ${city}`, countryName];
}

const muted = '#6f6a63';
const styles = {
  body: {
    backgroundColor: '#f5f3ef',
    fontFamily: 'Helvetica, Arial, sans-serif',
    margin: 0,
    padding: '24px 0',
  },
  container: { backgroundColor: '#ffffff', borderRadius: 12, maxWidth: 560, padding: '32px 36px' },
  store: { color: muted, fontSize: 13, letterSpacing: '0.12em', margin: 0, textTransform: 'uppercase' },
  heading: {
    color: '#1d1b18',
    fontFamily: 'Georgia, serif',
    fontSize: 26,
    fontWeight: 400,
    margin: '12px 0 8px',
  },
  text: { color: '#3b3833', fontSize: 15, lineHeight: '24px', margin: '0 0 20px' },
  button: {
    backgroundColor: '#1d1b18',
    borderRadius: 8,
    color: '#ffffff',
    fontSize: 15,
    padding: '12px 22px',
  },
  rule: { borderColor: '#e8e4dd', margin: '24px 0' },
  line: { marginBottom: 12 },
  picture: { width: 80 },
  image: { borderRadius: 6, display: 'block' },
  product: { color: '#1d1b18', fontSize: 15, lineHeight: '22px', margin: 0 },
  detail: { color: muted, fontSize: 13, lineHeight: '20px', margin: 0 },
  figure: { color: '#3b3833', fontSize: 14, lineHeight: '22px', margin: 0 },
  totalRow: { marginTop: 10 },
  total: { color: '#1d1b18', fontSize: 18, fontWeight: 600, margin: 0 },
  taxNote: { color: muted, fontSize: 13, lineHeight: '20px', margin: 0, textAlign: 'right' },
  address: { marginTop: 24 },
  addressLine: { color: '#3b3833', fontSize: 14, lineHeight: '20px', margin: 0 },
} satisfies Record<string, CSSProperties>;
