import { Global, Module } from '@nestjs/common';
import { StaffLookup } from '@tradewind/core';
import { StoresWorkerModule } from '@tradewind/stores';
import { AccountLinks } from './account/account-links.ts';
import { AccountMailsController } from './account/account-mails.controller.ts';
import { ResetPasswordService } from './account/reset-password.service.ts';
import { SendEmailVerificationProcessor } from './account/send-email-verification.processor.ts';
import { SendPasswordResetProcessor } from './account/send-password-reset.processor.ts';
import { VerifyEmailService } from './account/verify-email.service.ts';
import { CustomerStrategy, StaffStrategy } from './credentials.strategy.ts';
import { CustomerSessions } from './customer-sessions.ts';
import { SessionService } from './session.service.ts';
import { SignInLimiter } from './sign-in-limiter.ts';
import { SignUpService } from './sign-up.service.ts';
import { AcceptInvitationService } from './staff/accept-invitation.service.ts';
import { InvitationsController } from './staff/invitations.controller.ts';
import { InvitationsService } from './staff/invitations.service.ts';
import { SendStaffInvitationProcessor } from './staff/send-staff-invitation.processor.ts';
import { UsersController } from './users.controller.ts';

/** Global, for the guard of the staff's routes, wherever those are. */
@Global()
@Module({
  providers: [
    SessionService,
    CustomerSessions,
    AccountLinks,
    { provide: StaffLookup, useExisting: SessionService },
  ],
  exports: [SessionService, CustomerSessions, AccountLinks, StaffLookup],
})
export class UsersModule {}

@Module({
  imports: [UsersModule],
  providers: [
    CustomerStrategy,
    StaffStrategy,
    SignInLimiter,
    SignUpService,
    VerifyEmailService,
    ResetPasswordService,
    InvitationsService,
    AcceptInvitationService,
  ],
  controllers: [UsersController, AccountMailsController, InvitationsController],
})
export class UsersApiModule {}

@Module({
  imports: [UsersModule, StoresWorkerModule],
  providers: [SendEmailVerificationProcessor, SendPasswordResetProcessor, SendStaffInvitationProcessor],
})
export class UsersWorkerModule {}
