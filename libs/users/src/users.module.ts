import { Module } from '@nestjs/common';
import { CustomerStrategy, StaffStrategy } from './credentials.strategy.ts';
import { SessionService } from './session.service.ts';
import { SignInLimiter } from './sign-in-limiter.ts';
import { SignUpService } from './sign-up.service.ts';
import { StaffGuard } from './staff.guard.ts';
import { UsersController } from './users.controller.ts';

@Module({ providers: [SessionService, StaffGuard], exports: [SessionService, StaffGuard] })
export class UsersModule {}

@Module({
  imports: [UsersModule],
  providers: [CustomerStrategy, StaffStrategy, SignUpService, SignInLimiter],
  controllers: [UsersController],
})
export class UsersApiModule {}
