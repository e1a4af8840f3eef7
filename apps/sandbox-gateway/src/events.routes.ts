import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { matchesType } from './event-types.ts';
import { listOf, PageParams } from './params.ts';
import { eventResource } from './resources.ts';
import type { Sandbox } from './sandbox.ts';

const ListEvents = PageParams.extend({
  type: z.string().optional(),
  types: listOf(z.string()).optional(),
});

/** /v1/events: what happened, whether or not the shop's endpoint heard of it. */
export function eventRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { books } = sandbox;

  app.get(
    '/v1/events',
    endpoint(sandbox, { operation: 'events.list', params: ListEvents }, ({ params, caller }) => {
      const types = params.types ?? (params.type === undefined ? null : [params.type]);
      const { data, more } = books.events.page(caller.account, params, {
        wanted: ({ type }) => types === null || types.some((pattern) => matchesType(pattern, type)),
      });
      return { object: 'list', url: '/v1/events', has_more: more, data: data.map(eventResource) };
    }),
  );

  app.get(
    '/v1/events/:id',
    endpoint(sandbox, { operation: 'events.retrieve', params: z.strictObject({}) }, ({ id, caller }) =>
      eventResource(books.events.get(id, caller.account, 'id')),
    ),
  );
}
