import { Injectable } from '@nestjs/common';
import { AccessToken } from '@tradewind/core';
import { StoreLinks } from '@tradewind/stores';
import { LinkNotValid } from '../users.errors.ts';

const pages = { verify: '/verify-email', reset: '/reset-password', invitation: '/staff/invitation' };

/**
 * The links in the mails about accounts. What they carry is computed from the id of what was written down, so nothing
 * that is stored can be used; whether it is still open is for the database to say.
 */
@Injectable()
export class AccountLinks {
  constructor(
    private readonly tokens: AccessToken,
    private readonly links: StoreLinks,
  ) {}

  toVerify = (tokenId: string): Promise<string> => this.to('verify', 'account', tokenId);

  toReset = (tokenId: string): Promise<string> => this.to('reset', 'account', tokenId);

  toJoin = (invitationId: string): Promise<string> => this.to('invitation', 'invitation', invitationId);

  /** The id that a link's token was made from, here and for this store; throws at any other. */
  open(kind: 'account' | 'invitation', token: string): string {
    const [id = '', signature] = token.split('.');
    if (!this.tokens.opens(kind, id, signature)) throw new LinkNotValid();
    return id;
  }

  private to(page: keyof typeof pages, kind: 'account' | 'invitation', id: string): Promise<string> {
    return this.links.to(`${pages[page]}?token=${id}.${this.tokens.issue(kind, id)}`);
  }
}
