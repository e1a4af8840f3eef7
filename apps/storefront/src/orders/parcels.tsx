import type { OrderDetail, OrderShipment } from '@tradewind/contracts';
import { formatDay } from '../shell/money.ts';
import { unitWords } from './units.ts';

interface OrderPartProps {
  order: OrderDetail;
  locale: string;
}

/** What has left the shop, when, with whom, and whether it has arrived. */
export function Parcels({ order, locale }: OrderPartProps) {
  const { shipments } = order;
  if (shipments.length === 0) return null;
  return (
    <section aria-labelledby="parcels" className="mt-12 border-t border-line pt-8">
      <h2 id="parcels" className="title-small">
        {shipments.length === 1 ? 'Your parcel' : 'Your parcels'}
      </h2>
      <ul className="mt-5 grid gap-4">
        {shipments.map((shipment) => (
          <li key={shipment.id} className="card p-5">
            <Parcel shipment={shipment} order={order} locale={locale} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Parcel({ shipment, order, locale }: OrderPartProps & { shipment: OrderShipment }) {
  const { carrier, tracking, shippedAt, deliveredAt } = shipment;
  return (
    <>
      <p>
        Sent on {formatDay(shippedAt, locale)}
        {carrier && ` with ${carrier}`}
        {deliveredAt && `, arrived on ${formatDay(deliveredAt, locale)}`}
      </p>
      {tracking && (
        <p className="text-soft">
          Tracking number <span className="font-medium break-all text-ink select-all">{tracking}</span>
        </p>
      )}
      <ul className="mt-3 text-sm text-soft">
        {unitWords(shipment.lines, order).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </>
  );
}
