import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { callerOf, type Caller } from './caller.ts';
import { misbehave } from './faults/misbehave.ts';
import type { Operation } from './faults/operations.ts';
import type { Form } from './form.ts';
import type { Finished } from './idempotency.ts';
import { checked } from './params.ts';
import { API_VERSION } from './resources.ts';
import type { Sandbox } from './sandbox.ts';
import { InvalidRequest, Unauthenticated } from './stripe-error.ts';

/** A request that is allowed and whose parameters are right. */
export interface Call<Params> {
  params: Params;
  caller: Caller;
  /** The `:id` of the route. */
  id: string;
  /** The address the caller reached the sandbox at. */
  origin: string;
}

/** Which keys may use an endpoint: `any` is for browsers too, which must show the client secret. */
type Keys = 'secret' | 'any';

/** Makes an endpoint of Stripe's API out of a parameter schema and a function that returns a resource. */
export function endpoint<S extends z.ZodType>(
  sandbox: Sandbox,
  { operation, params, keys = 'secret' }: { operation: Operation; params: S; keys?: Keys },
  run: (call: Call<z.output<S>>) => object,
) {
  return async (
    request: FastifyRequest<{ Params: { id?: string }; Body: Form | null; Querystring: Form }>,
    reply: FastifyReply,
  ) => {
    const caller = callerOf(request, sandbox.config);
    if (keys === 'secret' && caller.key !== 'secret')
      throw new Unauthenticated(SECRET_KEY_NEEDED, { code: 'secret_key_required' });
    const version = apiVersionOf(request);
    const form = (request.method === 'POST' ? request.body : request.query) ?? {};
    const call = {
      params: checked(params, form),
      caller,
      id: request.params.id ?? '',
      origin: sandbox.config.publicUrl ?? `${request.protocol}://${request.host}`,
    };
    const work = async () => {
      const finished = sandbox.idempotency.once(caller, `${request.url} ${JSON.stringify(form)}`, () =>
        run(call),
      );
      // Whatever was decided is on file before anybody hears of it.
      await sandbox.books.saved();
      return finished;
    };
    const answer = (finished: Finished) => send(reply, finished, caller, version);
    const fault = sandbox.faults.forCall(operation);
    return fault === undefined ? answer(await work()) : misbehave(fault, { reply, work, answer });
  };
}

const SECRET_KEY_NEEDED =
  'This API call cannot be made with a publishable API key. Please use a secret API key. ' +
  'You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.';

function apiVersionOf({ headers }: FastifyRequest): string {
  const version = headers['stripe-version'] ?? API_VERSION;
  if (typeof version === 'string' && /^\d{4}-\d{2}-\d{2}(\.\w+)?$/.test(version)) return version;
  throw new InvalidRequest('Invalid Stripe API version.');
}

function send(
  reply: FastifyReply,
  { status, body, replayed }: Finished,
  caller: Caller,
  version: string,
): FastifyReply {
  reply.code(status).header('content-type', 'application/json').header('stripe-version', version);
  if (caller.account !== null) reply.header('stripe-account', caller.account);
  if (caller.idempotencyKey !== null) reply.header('idempotency-key', caller.idempotencyKey);
  if (replayed) reply.header('idempotent-replayed', 'true');
  return reply.send(body);
}
