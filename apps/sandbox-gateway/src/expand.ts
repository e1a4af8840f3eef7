import type { Books } from './books.ts';
import { chargeResource, paymentIntentResource, paymentMethodResource } from './resources.ts';
import { InvalidRequest } from './stripe-error.ts';

/** `expand[]`: the named ids become the objects they stand for. */
export function expanded(resource: object, names: string[], books: Books): object {
  if (names.length === 0) return resource;
  const result = new Map<string, unknown>(Object.entries(resource));
  for (const name of names) {
    const object = OBJECTS[name];
    if (object === undefined || !result.has(name)) {
      throw new InvalidRequest(`This property cannot be expanded (${name.slice(0, 100)}).`);
    }
    const id = result.get(name);
    if (typeof id === 'string') result.set(name, object(id, books) ?? id);
  }
  return Object.fromEntries(result);
}

/** For lists the names begin with `data.`. */
export function expandedItem(resource: object, names: string[], books: Books): object {
  return expanded(
    resource,
    names.map((name) => name.replace(/^data\./, '')),
    books,
  );
}

const OBJECTS: Record<string, (id: string, books: Books) => object | undefined> = {
  latest_charge: chargeOf,
  charge: chargeOf,
  payment_intent: (id, books) => {
    const payment = books.payments.find(id);
    return payment && paymentIntentResource(payment, books);
  },
  payment_method: (id, books) => {
    const method = books.methods.find(id);
    return method && paymentMethodResource(method);
  },
};

function chargeOf(id: string, books: Books): object | undefined {
  const charge = books.charges.find(id);
  return charge && chargeResource(charge, books);
}
