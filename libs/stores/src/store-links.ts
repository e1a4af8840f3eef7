import { Inject, Injectable } from '@nestjs/common';
import { Config } from '@tradewind/core';
import { StoresService } from './stores.service.ts';

/** Addresses for e-mails. The host comes from the store's own record, never from a request. */
@Injectable()
export class StoreLinks {
  constructor(
    private readonly stores: StoresService,
    @Inject(Config) private readonly config: Config,
  ) {}

  async to(path: string): Promise<string> {
    const { primaryHost } = await this.stores.current();
    return new URL(path, this.config.PUBLIC_ORIGIN.replace('{host}', primaryHost)).toString();
  }
}
