import {
  type Brand,
  composeMail,
  greetingName,
  type Language,
  MailButton,
  type MailContent,
  MailHeading,
  MailNote,
  MailText,
} from '@tradewind/stores';
import { FallbackLink } from './fallback-link.tsx';

export interface VerifyAddress {
  brand: Brand;
  /** As they wrote it when they signed up. */
  name: string;
  link: string;
  expiresInDays: number;
}

interface Words {
  subject: (store: string) => string;
  preview: string;
  hello: (name: string | undefined) => string;
  text: (store: string) => string;
  button: string;
  expiry: (days: number) => string;
  notYou: string;
  why: (store: string) => string;
}

const words = {
  en: {
    subject: (store) => `Confirm your address for ${store}`,
    preview: 'One click, and we know that this address is yours.',
    hello: (name) => (name ? `Welcome, ${name}.` : 'Welcome.'),
    text: (store) => `You have opened an account at ${store}. Please confirm that this address is yours.`,
    button: 'Confirm the address',
    expiry: (days) => `The link works for ${days === 1 ? 'one day' : `${days} days`}.`,
    notYou: 'Was it not you? Then there is nothing to do: without this click nothing is confirmed.',
    why: (store) => `Somebody signed up at ${store} with this address.`,
  },
  de: {
    subject: (store) => `Bestätigen Sie Ihre Adresse für ${store}`,
    preview: 'Ein Klick, und wir wissen, dass diese Adresse Ihnen gehört.',
    hello: (name) => (name ? `Willkommen, ${name}.` : 'Willkommen.'),
    text: (store) =>
      `Sie haben ein Konto bei ${store} eröffnet. Bitte bestätigen Sie, dass diese Adresse Ihnen gehört.`,
    button: 'Adresse bestätigen',
    expiry: (days) => `Der Link gilt ${days === 1 ? 'einen Tag' : `${days} Tage`}.`,
    notYou: 'Das waren nicht Sie? Dann ist nichts zu tun: Ohne diesen Klick wird nichts bestätigt.',
    why: (store) => `Jemand hat sich mit dieser Adresse bei ${store} angemeldet.`,
  },
} satisfies Record<Language, Words>;

/** Asks whoever signed up to show that the address is theirs. */
export function verifyAddress({ brand, name, link, expiresInDays }: VerifyAddress): Promise<MailContent> {
  const say: Words = words[brand.language];
  const hello = say.hello(greetingName(name));
  const expiry = say.expiry(expiresInDays);
  return composeMail(brand, {
    subject: say.subject(brand.name),
    preview: say.preview,
    why: say.why(brand.name),
    body: (
      <>
        <MailHeading>{hello}</MailHeading>
        <MailText>{say.text(brand.name)}</MailText>
        <MailButton href={link}>{say.button}</MailButton>
        <FallbackLink brand={brand} link={link} />
        <MailNote>
          {expiry} {say.notYou}
        </MailNote>
      </>
    ),
    text: [hello, say.text(brand.name), `${say.button}: ${link}`, `${expiry} ${say.notYou}`],
  });
}
