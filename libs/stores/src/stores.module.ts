import { Global, Module } from '@nestjs/common';
import { StoreLookup } from '@tradewind/core';
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
