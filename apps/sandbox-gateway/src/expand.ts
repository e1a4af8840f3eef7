import type { Books } from './books.ts';
import { chargeResource, refundsOfCharge } from './charge-resources.ts';
import { paymentIntentResource, paymentMethodResource } from './resources.ts';
import { InvalidRequest } from './stripe-error.ts';

/** `expand[]`: the named ids become the objects they stand for, and ids within those (`latest_charge.refunds`). */
export function expanded(resource: object, names: string[], books: Books): object {
  if (names.length === 0) return resource;
  const result = new Map<string, unknown>(Object.entries(resource));
  for (const [name, deeper] of grouped(names)) {
    const found = expandOne(result, name, books);
    const isObject = typeof found === 'object' && found !== null;
    result.set(name, isObject ? expanded(found, deeper, books) : found);
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

/** `a`, `a.b` and `a.c` are `a` with `b` and `c` in it. */
function grouped(names: string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const [first = '', ...rest] = name.split('.');
    const deeper = groups.get(first) ?? [];
    groups.set(first, rest.length === 0 ? deeper : [...deeper, rest.join('.')]);
  }
  return groups;
}

function expandOne(resource: Map<string, unknown>, name: string, books: Books): unknown {
  if (name === 'refunds' && resource.get('object') === 'charge') {
    const charge = books.charges.find(String(resource.get('id')));
    return charge && refundsOfCharge(charge, books);
  }
  const object = OBJECTS[name];
  if (object === undefined || !resource.has(name)) {
    throw new InvalidRequest(`This property cannot be expanded (${name.slice(0, 100)}).`);
  }
  const id = resource.get(name);
  return typeof id === 'string' ? (object(id, books) ?? id) : id;
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
