import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Books } from './books.ts';
import { refundResource } from './charge-resources.ts';
import { endpoint } from './endpoint.ts';
import { expanded, expandedItem } from './expand.ts';
import { Expand, PageParams } from './params.ts';
import { CreateRefund, UpdateRefund } from './refunds.ts';
import type { Sandbox } from './sandbox.ts';

const ListRefunds = PageParams.extend({
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
});

/** /v1/refunds */
export function refundRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { books, refunds } = sandbox;

  app.post(
    '/v1/refunds',
    endpoint(sandbox, { operation: 'refunds.create', params: CreateRefund }, ({ params, caller }) =>
      expanded(refundResource(refunds.create(params, caller)), params.expand, books),
    ),
  );

  app.get(
    '/v1/refunds',
    endpoint(sandbox, { operation: 'refunds.list', params: ListRefunds }, ({ params, caller }) => {
      const { data, more } = books.refunds.page(caller.account, params, {
        owner: paymentOf(params, caller.account, books),
        wanted: ({ charge }) => (params.charge ?? charge) === charge,
      });
      const items = data.map((refund) => expandedItem(refundResource(refund), params.expand, books));
      return { object: 'list', url: '/v1/refunds', has_more: more, data: items };
    }),
  );

  app.get(
    '/v1/refunds/:id',
    endpoint(
      sandbox,
      { operation: 'refunds.retrieve', params: z.strictObject({ expand: Expand }) },
      ({ id, caller, params }) =>
        expanded(refundResource(books.refunds.get(id, caller.account, 'id')), params.expand, books),
    ),
  );

  app.post(
    '/v1/refunds/:id',
    endpoint(sandbox, { operation: 'refunds.update', params: UpdateRefund }, ({ id, caller, params }) => {
      const refund = books.refunds.get(id, caller.account, 'id');
      return expanded(refundResource(refunds.update(refund, params, caller)), params.expand, books);
    }),
  );
}

/** The payment whose refunds are asked for, by its own id or its charge's. It has to be on this account. */
function paymentOf(
  { payment_intent, charge }: z.infer<typeof ListRefunds>,
  account: string | null,
  books: Books,
): string | undefined {
  if (payment_intent !== undefined) return books.payments.get(payment_intent, account, 'payment_intent').id;
  return charge === undefined ? undefined : books.charges.get(charge, account, 'charge').payment;
}
