import { countryName, type Figures, figuresIn, languageOf } from '@tradewind/stores';
import { type InvoiceContent, type IssuedInvoice, numberOf } from '../invoice-content.ts';
import { type InvoiceWords, invoiceWords } from '../invoice-words.ts';
import { Paper } from './paper.ts';

/** What every part of an invoice is written with. */
export interface Sheet {
  paper: Paper;
  invoice: IssuedInvoice;
  content: InvoiceContent;
  words: InvoiceWords;
  figures: Figures;
  price: (minor: number) => string;
  day: (moment: Date) => string;
  country: (code: string) => string;
}

/** So many letters can be remembered word by word. */
const manyLetters = 1_000_000;

export function sheetFor(invoice: IssuedInvoice): Sheet {
  const { content, issuedAt, kind } = invoice;
  const { locale, currency, seller, lines } = content;
  const words = invoiceWords[languageOf(locale)];
  const figures = figuresIn(locale, currency);
  // Where the server stands is nobody's day.
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return {
    paper: new Paper({
      title: `${words.title[kind]} ${numberOf(invoice)}`,
      author: seller.legalName,
      language: locale,
      madeAt: issuedAt,
      isLong: lines.reduce((sum, { name, detail }) => sum + name.length + detail.length, 0) > manyLetters,
    }),
    invoice,
    content,
    words,
    figures,
    price: (amount) => figures.price({ amount, currency }),
    day: (moment) => days.format(moment),
    country: (code) => countryName(code, locale),
  };
}
