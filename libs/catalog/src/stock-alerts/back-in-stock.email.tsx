import type { Image, Money } from '@tradewind/contracts';
import {
  type Brand,
  composeMail,
  figuresIn,
  type Language,
  MailButton,
  type MailContent,
  MailHeading,
  MailItems,
  MailNote,
  MailRule,
  MailText,
  pictureUrl,
} from '@tradewind/stores';

export interface BackInStock {
  brand: Brand;
  productName: string;
  variantName: string;
  price: Money;
  image: Image | null;
  /** Where the product is sold. */
  link: string;
}

interface Words {
  subject: (product: string, store: string) => string;
  preview: string;
  heading: string;
  text: string;
  button: string;
  once: string;
  why: (store: string) => string;
}

const words = {
  en: {
    subject: (product, store) => `${product} is back at ${store}`,
    preview: 'What you were waiting for can be had again, while it lasts.',
    heading: 'It is back',
    text: 'You asked us to tell you. It can be had again, while it lasts.',
    button: 'Look at it',
    once: 'You get this mail once; nothing is set aside for you.',
    why: (store) => `You asked ${store} to write when this is back.`,
  },
  de: {
    subject: (product, store) => `${product} ist wieder da, bei ${store}`,
    preview: 'Worauf Sie gewartet haben, gibt es wieder, solange der Vorrat reicht.',
    heading: 'Es ist wieder da',
    text: 'Sie wollten es wissen: Der Artikel, auf den Sie warten, ist wieder da, solange der Vorrat reicht.',
    button: 'Ansehen',
    once: 'Diese Nachricht kommt nur einmal; zurückgelegt wird nichts.',
    why: (store) => `Sie haben ${store} gebeten, sich zu melden, wenn es dies wieder gibt.`,
  },
} satisfies Record<Language, Words>;

/** Tells whoever asked for it that a variant can be had again. */
export function backInStock(alert: BackInStock): Promise<MailContent> {
  const { brand, productName, variantName, link } = alert;
  const say: Words = words[brand.language];
  const amount = figuresIn(brand.locale, alert.price.currency).price(alert.price);
  const picture = pictureUrl(alert.image, brand.origin);
  return composeMail(brand, {
    subject: say.subject(productName, brand.name),
    preview: say.preview,
    why: say.why(brand.name),
    body: (
      <>
        <MailHeading>{say.heading}</MailHeading>
        <MailText>{say.text}</MailText>
        <MailRule />
        <MailItems
          items={[{ key: 'it', title: productName, detail: variantName, amount, pictureUrl: picture }]}
        />
        <MailButton href={link}>{say.button}</MailButton>
        <MailNote>{say.once}</MailNote>
      </>
    ),
    text: [
      say.heading,
      say.text,
      `${productName}, ${variantName}: ${amount}`,
      `${say.button}: ${link}`,
      say.once,
    ],
  });
}
