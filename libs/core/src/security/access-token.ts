import { Inject, Injectable } from '@nestjs/common';
import { currentScope } from '@tradewind/database';
import { Config } from '../config/config.ts';
import { Signer } from './keys.ts';

/** What a token opens: a cart, an order, what was asked for an account, or an invitation to the staff. */
export type TokenKind = 'cart' | 'order' | 'account' | 'invitation';

/**
 * Opens one thing to whoever holds it. It is computed from the id, so it needs no column, and the answer that carries
 * it can be repeated to the byte. It is bound to the store: ids of others open nothing.
 */
@Injectable()
export class AccessToken {
  private readonly signer: Signer;

  constructor(@Inject(Config) config: Config) {
    this.signer = new Signer(config.APP_SECRET, 'access-token');
  }

  issue(kind: TokenKind, id: string): string {
    return this.signer.sign(`${currentScope()?.storeId}/${kind}/${id}`);
  }

  opens(kind: TokenKind, id: string, token: string | undefined): boolean {
    return token !== undefined && this.signer.verify(`${currentScope()?.storeId}/${kind}/${id}`, token);
  }
}
