import { render } from '@react-email/components';
import type { ReactNode } from 'react';
import type { Brand } from './brand.ts';
import { footerWords } from './footer-words.ts';
import { headerText } from './header-text.ts';
import { StoreMail } from './store-mail.tsx';

export interface MailContent {
  subject: string;
  html: string;
  text: string;
}

export interface MailDraft {
  subject: string;
  /** What mailboxes show beside the subject. */
  preview: string;
  /** Why somebody gets this mail, for the foot of it. */
  why: string;
  body: ReactNode;
  /** The same for programs and people that read no HTML, by paragraphs. Written by hand: of a table, a converter leaves a heap of words. */
  text: readonly string[];
}

/** A store's mail, ready to be sent. */
export async function composeMail(
  brand: Brand,
  { subject, preview, why, body, text }: MailDraft,
): Promise<MailContent> {
  return {
    subject: headerText(subject),
    html: await render(
      <StoreMail brand={brand} preview={preview} why={why}>
        {body}
      </StoreMail>,
    ),
    text: [brand.name, ...text, footOf(brand, why)].join('\n\n'),
  };
}

/** "-- " on a line of its own begins a signature, which mail programs show in grey and leave out of answers. */
const footOf = (brand: Brand, why: string): string =>
  [
    '-- ',
    `${why} ${footerWords[brand.language].questions} ${brand.supportEmail}`,
    [brand.legalName, ...brand.addressLines].join(', '),
  ].join('\n');
