import { Inject, Injectable } from '@nestjs/common';
import { Config, Signer } from '@tradewind/core';
import { currentScope } from '@tradewind/database';
import { StoreLinks } from '@tradewind/stores';

const minute = 60;
/** Long enough for whoever reads mails on Sundays. */
const mailedSeconds = 7 * 24 * 60 * minute;
/** As long as a page stays open; the next look gets a new one. */
const shownSeconds = 60 * minute;

/**
 * Opens one invoice of one store to whoever holds the link, until it expires. Nothing is kept of a link: it says
 * itself how long it is good for, and the signature says that we have said so.
 */
@Injectable()
export class InvoiceLinks {
  private readonly signer: Signer;

  constructor(
    @Inject(Config) config: Config,
    private readonly links: StoreLinks,
  ) {
    this.signer = new Signer(config.APP_SECRET, 'invoice-link');
  }

  /** With the store's host, for mails. Good for a week. */
  to(invoiceId: string): Promise<string> {
    return this.links.to(this.signed(invoiceId, mailedSeconds));
  }

  /** Without a host, for the pages of whoever may see the order. Good for an hour. */
  shown(invoiceId: string): string {
    return this.signed(invoiceId, shownSeconds);
  }

  /** Whether a link with this end and signature was made here, for this store, and is still good. */
  opens(invoiceId: string, expires: string, signature: string): boolean {
    return this.signer.verify(claim(invoiceId, expires), signature) && Number(expires) > nowSeconds();
  }

  private signed(invoiceId: string, seconds: number): string {
    const expires = String(nowSeconds() + seconds);
    const query = new URLSearchParams({ expires, signature: this.signer.sign(claim(invoiceId, expires)) });
    return `/api/invoices/${invoiceId}?${query.toString()}`;
  }
}

const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

const claim = (invoiceId: string, expires: string): string =>
  `${currentScope()?.storeId}/${invoiceId}/${expires}`;
