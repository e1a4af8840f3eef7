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
import type { Image, Money, OrderDetail } from '@tradewind/contracts';
import type { CSSProperties } from 'react';

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
  const mail = <OrderConfirmationMail {...confirmation} />;
  return {
    subject: `Your order ${confirmation.order.number} at ${confirmation.storeName}`,
    html: await render(mail),
    text: await render(mail, { plainText: true }),
  };
}

function OrderConfirmationMail({ storeName, locale, origin, orderUrl, order }: OrderConfirmation) {
  const price = (money: Money) => formatMoney(money, locale);
  return (
    <Html lang="en">
      <Head />
      <Preview>{`Thank you. Order ${order.number} is paid and will be packed next.`}</Preview>
      <Body style={styles.body}>
        <Container style={styles.container}>
          <Text style={styles.store}>{storeName}</Text>
          <Heading style={styles.heading}>Thank you, {order.shippingAddress.name}.</Heading>
          <Text style={styles.text}>
            Your payment has arrived. We pack order <strong>{order.number}</strong> next and write again when
            it is on its way.
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
          <Row>
            <Column>
              <Text style={styles.product}>Total</Text>
            </Column>
            <Column align="right">
              <Text style={styles.total}>{price(order.total)}</Text>
            </Column>
          </Row>
          <Section style={styles.address}>
            <Text style={styles.detail}>We send it to</Text>
            {addressLines(order).map((line) => (
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

function addressLines({
  shippingAddress: { name, line1, line2, postalCode, city, country },
}: OrderDetail): string[] {
  return [name, line1, ...(line2 ? [line2] : []), `${postalCode} ${city}`, country];
}

function formatMoney({ amount, currency }: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
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
  total: { color: '#1d1b18', fontSize: 18, fontWeight: 600, margin: 0 },
  address: { marginTop: 24 },
  addressLine: { color: '#3b3833', fontSize: 14, lineHeight: '20px', margin: 0 },
} satisfies Record<string, CSSProperties>;
