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

export interface StaffInvitation {
  brand: Brand;
  role: 'owner' | 'support';
  /** Who asks them: a name. */
  invitedBy: string;
  link: string;
  expiresInDays: number;
}

interface Words {
  subject: (store: string) => string;
  preview: (store: string) => string;
  heading: (store: string) => string;
  text: (inviter: string, store: string) => string;
  somebody: string;
  roles: Record<StaffInvitation['role'], string>;
  button: string;
  expiry: (days: number) => string;
  notYou: string;
  why: (store: string) => string;
}

const words = {
  en: {
    subject: (store) => `Join the staff of ${store}`,
    preview: (store) => `You are invited to work at ${store}.`,
    heading: (store) => `Welcome to ${store}`,
    text: (inviter, store) => `${inviter} invites you to work at ${store}.`,
    somebody: 'Its owner',
    roles: {
      owner: 'As an owner you may do everything in the shop, and invite others.',
      support: 'In support you see orders, send parcels, and handle returns and refunds.',
    },
    button: 'Accept the invitation',
    expiry: (days) => `The link works once, and for ${days === 1 ? 'one day' : `${days} days`}.`,
    notYou: 'You do not know this shop? Then leave this mail alone: nothing happens without you.',
    why: (store) => `Somebody at ${store} invited this address.`,
  },
  de: {
    subject: (store) => `Ihre Einladung zu ${store}`,
    preview: (store) => `Sie sind eingeladen, bei ${store} mitzuarbeiten.`,
    heading: (store) => `Willkommen bei ${store}`,
    text: (inviter, store) => `${inviter} lädt Sie ein, bei ${store} mitzuarbeiten.`,
    somebody: 'Die Inhaberin oder der Inhaber',
    roles: {
      owner: 'Als Inhaberin oder Inhaber dürfen Sie im Laden alles tun und andere einladen.',
      support: 'Im Kundendienst sehen Sie Bestellungen, versenden Pakete und bearbeiten Rücksendungen.',
    },
    button: 'Einladung annehmen',
    expiry: (days) => `Der Link gilt einmal und für ${days === 1 ? 'einen Tag' : `${days} Tage`}.`,
    notYou: 'Sie kennen diesen Laden nicht? Dann ist nichts zu tun: Ohne Sie geschieht nichts.',
    why: (store) => `Jemand bei ${store} hat diese Adresse eingeladen.`,
  },
} satisfies Record<Language, Words>;

/** Asks somebody to join a store's staff. */
export function staffInvitation({
  brand,
  role,
  invitedBy,
  link,
  expiresInDays,
}: StaffInvitation): Promise<MailContent> {
  const say: Words = words[brand.language];
  const invitation = `${say.text(greetingName(invitedBy) ?? say.somebody, brand.name)} ${say.roles[role]}`;
  const notes = `${say.expiry(expiresInDays)} ${say.notYou}`;
  return composeMail(brand, {
    subject: say.subject(brand.name),
    preview: say.preview(brand.name),
    why: say.why(brand.name),
    body: (
      <>
        <MailHeading>{say.heading(brand.name)}</MailHeading>
        <MailText>{invitation}</MailText>
        <MailButton href={link}>{say.button}</MailButton>
        <FallbackLink brand={brand} link={link} />
        <MailNote>{notes}</MailNote>
      </>
    ),
    text: [say.heading(brand.name), invitation, `${say.button}: ${link}`, notes],
  });
}
