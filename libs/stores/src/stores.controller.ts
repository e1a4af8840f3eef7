import { Controller, Get } from '@nestjs/common';
import { Answers } from '@tradewind/core';
import { StoreProfile } from '@tradewind/contracts';
import { StoresService } from './stores.service.ts';

@Controller('store')
export class StoresController {
  constructor(private readonly stores: StoresService) {}

  /** The store that lives at this host. */
  @Get()
  @Answers(200, StoreProfile)
  current(): Promise<StoreProfile> {
    return this.stores.profile();
  }
}
