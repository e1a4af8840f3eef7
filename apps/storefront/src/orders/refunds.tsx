import type { OrderDetail, OrderRefund } from '@tradewind/contracts';
import { formatDay, formatMoney } from '../shell/money.ts';

const words: Record<OrderRefund['status'], string> = {
  pending: 'on its way to you',
  succeeded: 'paid back',
  failed: 'was not accepted by your bank; please write to us',
};

/** What was paid back, and what has become of it. */
export function Refunds({ order: { refunds }, locale }: { order: OrderDetail; locale: string }) {
  if (refunds.length === 0) return null;
  return (
    <section aria-labelledby="refunds" className="mt-12 border-t border-line pt-8">
      <h2 id="refunds" className="title-small">
        Money back
      </h2>
      <ul className="mt-5 divide-y divide-line">
        {refunds.map(({ id, status, amount, createdAt }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-6 py-2">
            <span>
              <span className="tabular-nums">{formatMoney(amount, locale)}</span>, {words[status]}
            </span>
            <span className="text-soft">{formatDay(createdAt, locale)}</span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-soft">
        It goes back the way you paid. Your bank may take some days to show it.
      </p>
    </section>
  );
}
