import type { Language } from '@tradewind/stores';
import type { InvoiceKind } from './invoice-content.ts';

/** What an invoice says beside its figures. */
export interface InvoiceWords {
  title: Record<InvoiceKind, string>;
  number: Record<InvoiceKind, string>;
  date: string;
  order: string;
  orderDate: string;
  corrects: string;
  correctsOf: string;
  buyer: Record<InvoiceKind, string>;
  item: string;
  quantity: string;
  unitPrice: string;
  discount: string;
  tax: string;
  amount: string;
  subtotal: string;
  delivery: string;
  free: string;
  total: Record<InvoiceKind, string>;
  takenOff: (amount: string, couponCode: string | null) => string;
  taxAtRate: (rate: string) => string;
  rate: string;
  net: string;
  gross: string;
  taxIncluded: string;
  taxAdded: string;
  settled: Record<InvoiceKind, string>;
  nothingDue: string;
  taxNumber: string;
  page: (page: number, of: number) => string;
  continued: string;
  refund: string;
}

export const invoiceWords = {
  en: {
    title: { invoice: 'Invoice', credit_note: 'Credit note' },
    number: { invoice: 'Invoice number', credit_note: 'Credit note number' },
    date: 'Date of issue',
    order: 'Order',
    orderDate: 'Ordered on',
    corrects: 'Corrects invoice',
    correctsOf: 'Issued on',
    buyer: { invoice: 'Invoice for', credit_note: 'Credit note for' },
    item: 'Item',
    quantity: 'Qty',
    unitPrice: 'Unit price',
    discount: 'Discount',
    tax: 'VAT',
    amount: 'Amount',
    subtotal: 'Goods',
    delivery: 'Delivery',
    free: 'Free',
    total: { invoice: 'Total', credit_note: 'Credited' },
    takenOff: (amount, code) => `Discount${code ? ` ${code}` : ''} of ${amount} already taken off`,
    taxAtRate: (rate) => `VAT ${rate}`,
    rate: 'VAT rate',
    net: 'Net',
    gross: 'Gross',
    taxIncluded: 'All amounts above include VAT.',
    taxAdded: 'The amounts of the items are without VAT, which is added to them.',
    settled: {
      invoice: 'Paid in full, with our thanks. Nothing is due.',
      credit_note: 'This amount has been paid back the way it was paid.',
    },
    nothingDue: 'Nothing is due.',
    taxNumber: 'Tax number',
    page: (page, of) => `Page ${page} of ${of}`,
    continued: 'continued',
    refund: 'Refund',
  },
  de: {
    // The law calls something else a "Gutschrift".
    title: { invoice: 'Rechnung', credit_note: 'Rechnungskorrektur' },
    number: { invoice: 'Rechnungsnummer', credit_note: 'Korrekturnummer' },
    date: 'Datum',
    order: 'Bestellung',
    orderDate: 'Bestellt am',
    corrects: 'Korrigiert Rechnung',
    correctsOf: 'Vom',
    buyer: { invoice: 'Rechnung für', credit_note: 'Rechnungskorrektur für' },
    item: 'Artikel',
    quantity: 'Menge',
    unitPrice: 'Einzelpreis',
    discount: 'Rabatt',
    tax: 'USt.',
    amount: 'Betrag',
    subtotal: 'Waren',
    delivery: 'Versand',
    free: 'Kostenlos',
    total: { invoice: 'Gesamtbetrag', credit_note: 'Gutgeschrieben' },
    takenOff: (amount, code) => `Rabatt${code ? ` ${code}` : ''} von ${amount} bereits abgezogen`,
    taxAtRate: (rate) => `USt. ${rate}`,
    rate: 'Steuersatz',
    net: 'Netto',
    gross: 'Brutto',
    taxIncluded: 'Alle Beträge enthalten die Umsatzsteuer.',
    taxAdded: 'Die Beträge der Artikel sind ohne Umsatzsteuer; sie kommt hinzu.',
    settled: {
      invoice: 'Vollständig bezahlt, vielen Dank. Es ist nichts mehr offen.',
      credit_note: 'Dieser Betrag wurde auf dem Weg der Zahlung erstattet.',
    },
    nothingDue: 'Es ist nichts zu bezahlen.',
    taxNumber: 'Steuernummer',
    page: (page, of) => `Seite ${page} von ${of}`,
    continued: 'Fortsetzung',
    refund: 'Erstattung',
  },
} satisfies Record<Language, InvoiceWords>;
