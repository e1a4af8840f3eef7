import type { FastifyInstance } from 'fastify';
import type { ArmedFault } from './armed-fault.ts';
import { faultOf } from './fault.ts';
import type { Sandbox } from '../sandbox.ts';

/** /sandbox/faults: what is to go wrong, for tests that want to see it go wrong. */
export function faultRoutes(control: FastifyInstance, { faults }: Sandbox): void {
  control.post('/sandbox/faults', async (request, reply) =>
    reply.code(201).send(faultResource(faults.arm(faultOf(request.body)))),
  );

  control.get('/sandbox/faults', async () => listOf(faults.list()));

  control.delete('/sandbox/faults', async () => listOf(faults.disarm()));

  control.delete<{ Params: { id: string } }>('/sandbox/faults/:id', async (request) =>
    listOf(faults.disarm(request.params.id)),
  );
}

const listOf = (faults: readonly ArmedFault[]) => ({ object: 'list', data: faults.map(faultResource) });

function faultResource({ id, fault, struck, waiting, isSpent }: ArmedFault) {
  return { id, object: 'fault', ...fault, struck, waiting, spent: isSpent };
}
