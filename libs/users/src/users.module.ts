import { Global, Module } from '@nestjs/common';
import { StaffLookup } from '@tradewind/core';
import { CustomerStrategy, StaffStrategy } from './credentials.strategy.ts';
import { SessionService } from './session.service.ts';
import { SignInLimiter } from './sign-in-limiter.ts';
import { SignUpService } from './sign-up.service.ts';
import { UsersController } from './users.controller.ts';

/** Global, for the guard of the staff's routes, wherever those are. */
@Global()
@Module({
  providers: [SessionService, { provide: StaffLookup, useExisting: SessionService }],
  exports: [SessionService, StaffLookup],
})
export class UsersModule {}

@Module({
  imports: [UsersModule],
  providers: [CustomerStrategy, StaffStrategy, SignUpService, SignInLimiter],
  controllers: [UsersController],
})
export class UsersApiModule {}
