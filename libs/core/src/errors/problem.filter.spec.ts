import { expect, it } from '@jest/globals';
import fastify from 'fastify';
import { sendProblem } from './problem.filter.ts';

/** How a request is answered that fails like this. */
async function answerTo(error: Error) {
  const server = fastify().get('/', () => Promise.reject(error));
  server.setErrorHandler((thrown, request, reply) => void sendProblem(thrown, request, reply));
  const { statusCode, headers } = await server.inject('/');
  return { status: statusCode, retryAfter: headers['retry-after'] };
}

it.each([
  "OOM command not allowed when used memory > 'maxmemory'.",
  "READONLY You can't write against a read only replica.",
  'LOADING Redis is loading the dataset in memory',
  'MISCONF Redis is configured to save RDB snapshots, but is currently unable to persist to disk.',
])('asks to come back a little later when Redis says: %s', async (message) => {
  expect(await answerTo(new Error(message))).toEqual({ status: 503, retryAfter: '1' });
});

it('calls a mistake of our own one', async () => {
  const error = new Error("ERR wrong number of arguments for 'set' command");
  expect(await answerTo(error)).toEqual({ status: 500, retryAfter: undefined });
});
