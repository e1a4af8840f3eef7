import type { OrderDetail, ReturnStatus } from '@tradewind/contracts';
import { formatDay } from '../shell/money.ts';
import { ReturnForm } from './return-form.tsx';
import { returnableUnits, unitWords } from './units.ts';

const words: Record<ReturnStatus, string> = {
  requested: 'We have been asked and are looking at it.',
  approved: 'Agreed: please send it to us.',
  rejected: 'We could not take this back.',
  received: 'It is here. Your money follows.',
  refunded: 'It came back, and so did your money.',
};

/** What the buyer wants to send back, or has; and the form to ask for it once something has been sent to them. */
export function Returns({ order, locale }: { order: OrderDetail; locale: string }) {
  const { id, returns, status } = order;
  const returnable = status === 'refunded' ? [] : returnableUnits(order);
  if (returns.length + returnable.length === 0) return null;
  return (
    <section aria-labelledby="returns" className="mt-12 border-t border-line pt-8">
      <h2 id="returns" className="title-small">
        Returns
      </h2>
      <ul className="mt-5 grid gap-4 empty:hidden">
        {returns.map((asked) => (
          <li key={asked.id} className="card p-5" data-testid="return">
            <p>{words[asked.status]}</p>
            <ul className="mt-3 text-sm text-soft">
              {unitWords(asked.lines, order).map((unit) => (
                <li key={unit}>{unit}</li>
              ))}
            </ul>
            <p className="mt-1 text-sm text-soft">
              “{asked.reason}”, {formatDay(asked.requestedAt, locale)}
            </p>
          </li>
        ))}
      </ul>
      {returnable.length > 0 && <ReturnForm orderId={id} units={returnable} />}
    </section>
  );
}
