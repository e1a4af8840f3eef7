import { Global, Module } from '@nestjs/common';
import { CoreWorkerModule, StoreLookup } from '@tradewind/core';
import { StoreMailer } from './mail/store-mailer.ts';
import { StoreLinks } from './store-links.ts';
import { StoresController } from './stores.controller.ts';
import { StoresService } from './stores.service.ts';

@Global()
@Module({
  providers: [StoresService, StoreLinks, { provide: StoreLookup, useExisting: StoresService }],
  exports: [StoresService, StoreLinks, StoreLookup],
})
export class StoresModule {}

@Module({ imports: [StoresModule], controllers: [StoresController] })
export class StoresApiModule {}

/** What writes to a store's customers and staff. */
@Module({ imports: [StoresModule, CoreWorkerModule], providers: [StoreMailer], exports: [StoreMailer] })
export class StoresWorkerModule {}
