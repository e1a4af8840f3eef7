import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { expanded, expandedItem } from './expand.ts';
import { Expand, PageParams } from './params.ts';
import { CreateRefund } from './refunds.ts';
import { refundResource } from './resources.ts';
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
    endpoint(sandbox, { params: CreateRefund }, ({ params, caller }) =>
      expanded(refundResource(refunds.create(params, caller)), params.expand, books),
    ),
  );

  app.get(
    '/v1/refunds',
    endpoint(sandbox, { params: ListRefunds }, ({ params, caller }) => {
      const { data, more } = books.refunds.page(
        caller.account,
        params,
        ({ payment, charge }) =>
          (params.payment_intent ?? payment) === payment && (params.charge ?? charge) === charge,
      );
      const items = data.map((refund) => expandedItem(refundResource(refund), params.expand, books));
      return { object: 'list', url: '/v1/refunds', has_more: more, data: items };
    }),
  );

  app.get(
    '/v1/refunds/:id',
    endpoint(sandbox, { params: z.strictObject({ expand: Expand }) }, ({ id, caller, params }) =>
      expanded(refundResource(books.refunds.get(id, caller.account, 'id')), params.expand, books),
    ),
  );
}
