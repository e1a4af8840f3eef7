import { currentScope, type Lsn } from '@tradewind/database';
import type { FastifyInstance } from 'fastify';
import { Signer } from '../security/keys.ts';

const cookieName = 'tw_lsn';
/** Longer than any replica that is still read from may lag; a token that is older proves nothing any more. */
const secondsValid = 60;

/**
 * A visitor who has just written reads from servers that have that write. The position of the write travels
 * with the visitor: as a cookie for browsers, as `Read-After` for programs. It is signed, or anybody could
 * send a position of tomorrow and put the load of all reads on the primary.
 */
export function carryReadAfter(server: FastifyInstance, appSecret: string): void {
  const signer = new Signer(appSecret, 'read-after');
  const issue = (lsn: Lsn): string => {
    const claim = `${lsn.toString(16)}.${Math.floor(Date.now() / 1000) + secondsValid}`;
    return `${claim}.${signer.sign(claim)}`;
  };
  const open = (token: string | undefined): Lsn | undefined => {
    const [lsn = '', expires = '', signature = ''] = token?.split('.') ?? [];
    if (!signer.verify(`${lsn}.${expires}`, signature)) return undefined;
    return Number(expires) * 1000 > Date.now() ? BigInt(`0x${lsn}`) : undefined;
  };

  server.addHook('onRequest', (request, _reply, done) => {
    const scope = currentScope();
    const header = request.headers['read-after'];
    if (scope) scope.readAfter = open(typeof header === 'string' ? header : request.cookies[cookieName]);
    if (scope) request.arrivedReadingAfter = scope.readAfter;
    done();
  });

  server.addHook('onSend', (request, reply, _payload, done) => {
    const readAfter = currentScope()?.readAfter;
    if (readAfter !== undefined && readAfter !== request.arrivedReadingAfter) {
      const token = issue(readAfter);
      void reply.header('read-after', token);
      void reply.setCookie(cookieName, token, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        maxAge: secondsValid,
      });
    }
    done();
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    arrivedReadingAfter?: Lsn | undefined;
  }
}
