import { Inject, Injectable } from '@nestjs/common';
import { currentScope } from '@tradewind/database';
import { Config } from '../config/config.ts';
import { Signer } from './keys.ts';

/**
 * Opens one cart or one order to whoever holds it. It is computed from the id, so it needs no column, and the
 * answer that carries it can be repeated to the byte. It is bound to the store: ids of others open nothing.
 */
@Injectable()
export class AccessToken {
  private readonly signer: Signer;

  constructor(@Inject(Config) config: Config) {
    this.signer = new Signer(config.APP_SECRET, 'access-token');
  }

  issue(kind: 'cart' | 'order', id: string): string {
    return this.signer.sign(`${currentScope()?.storeId}/${kind}/${id}`);
  }

  opens(kind: 'cart' | 'order', id: string, token: string | undefined): boolean {
    return token !== undefined && this.signer.verify(`${currentScope()?.storeId}/${kind}/${id}`, token);
  }
}
