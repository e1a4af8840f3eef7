import type { OrderDetail, OrderInvoice } from '@tradewind/contracts';
import { formatDay } from '../shell/money.ts';

const words: Record<OrderInvoice['kind'], string> = { invoice: 'Invoice', credit_note: 'Credit note' };

/** Invoices and credit notes over an order, to be kept. Their links are good for an hour: every look makes new ones. */
export function Invoices({ order: { invoices }, locale }: { order: OrderDetail; locale: string }) {
  if (invoices.length === 0) return null;
  return (
    <section aria-labelledby="invoices" className="mt-12 border-t border-line pt-8">
      <h2 id="invoices" className="title-small">
        {invoices.length === 1 ? 'Your invoice' : 'Your invoices'}
      </h2>
      <ul className="mt-5 divide-y divide-line">
        {invoices.map(({ id, kind, number, issuedAt, url }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-6 py-2">
            <span>
              {url ? (
                <a className="text-link" href={url} download>
                  {words[kind]} {number} (PDF)
                </a>
              ) : (
                <>
                  {words[kind]} {number}, ready in a moment
                </>
              )}
            </span>
            <span className="text-soft">{formatDay(issuedAt, locale)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
