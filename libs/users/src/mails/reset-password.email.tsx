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
import { type Hours, inHours } from './in-hours.ts';

export interface ResetPassword {
  brand: Brand;
  name: string;
  link: string;
  expiresInHours: number;
}

interface Words {
  subject: (store: string) => string;
  preview: (hours: string) => string;
  heading: string;
  text: (name: string | undefined, store: string) => string;
  button: string;
  expiry: (hours: string) => string;
  notYou: string;
  why: (store: string) => string;
  hours: Hours;
}

const words = {
  en: {
    subject: (store) => `A new password for ${store}`,
    preview: (hours) => `The link works once, and for ${hours}.`,
    heading: 'Choose a new password',
    text: (name, store) =>
      `${name ? `Hello ${name}, somebody` : 'Somebody'} asked for a new password for your account at ${store}. If it was you, choose one here.`,
    button: 'Choose a password',
    expiry: (hours) => `The link works once, and for ${hours}.`,
    notYou: 'Was it not you? Then leave this mail alone: your password stays as it is.',
    why: (store) => `There is an account with this address at ${store}.`,
    hours: { one: 'one hour', many: (count) => `${count} hours` },
  },
  de: {
    subject: (store) => `Ein neues Passwort für ${store}`,
    preview: (hours) => `Der Link gilt einmal und für ${hours}.`,
    heading: 'Wählen Sie ein neues Passwort',
    text: (name, store) =>
      `${name ? `Guten Tag ${name}, jemand` : 'Jemand'} hat ein neues Passwort für Ihr Konto bei ${store} angefordert. Wenn Sie es waren, wählen Sie hier eines.`,
    button: 'Passwort wählen',
    expiry: (hours) => `Der Link gilt einmal und für ${hours}.`,
    notYou: 'Das waren nicht Sie? Dann ist nichts zu tun: Ihr Passwort bleibt, wie es ist.',
    why: (store) => `Bei ${store} gibt es ein Konto mit dieser Adresse.`,
    hours: { one: 'eine Stunde', many: (count) => `${count} Stunden` },
  },
} satisfies Record<Language, Words>;

/** The way back for somebody who forgot their password. */
export function resetPassword({ brand, name, link, expiresInHours }: ResetPassword): Promise<MailContent> {
  const say: Words = words[brand.language];
  const hours = inHours(expiresInHours, say.hours);
  const text = say.text(greetingName(name), brand.name);
  const notes = `${say.expiry(hours)} ${say.notYou}`;
  return composeMail(brand, {
    subject: say.subject(brand.name),
    preview: say.preview(hours),
    why: say.why(brand.name),
    body: (
      <>
        <MailHeading>{say.heading}</MailHeading>
        <MailText>{text}</MailText>
        <MailButton href={link}>{say.button}</MailButton>
        <FallbackLink brand={brand} link={link} />
        <MailNote>{notes}</MailNote>
      </>
    ),
    text: [say.heading, text, `${say.button}: ${link}`, notes],
  });
}
