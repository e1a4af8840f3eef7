import { Body, Controller, Ip, Post, Put } from '@nestjs/common';
import { Answers, CurrentVisitor, SignInRequired, type Visitor } from '@tradewind/core';
import { Accepted, ForgotPassword, ResetPassword, VerifyEmail } from '@tradewind/contracts';
import { ResetPasswordService } from './reset-password.service.ts';
import { VerifyEmailService } from './verify-email.service.ts';

const accepted: Accepted = { status: 'accepted' };

/** What the links in the mails about an account lead to. Tokens travel in bodies: addresses end up in logs. */
@Controller()
export class AccountMailsController {
  constructor(
    private readonly verifying: VerifyEmailService,
    private readonly resetting: ResetPasswordService,
  ) {}

  /** The address is theirs. Harmless to repeat. */
  @Post('customers/verification')
  @Answers(204)
  verify(@Body({ schema: VerifyEmail }) { token }: VerifyEmail): Promise<void> {
    return this.verifying.verify(token);
  }

  /** Sends the link once more, to whoever is signed in. */
  @Post('session/verification-mail')
  @Answers(202, Accepted)
  async sendVerification(@CurrentVisitor() visitor: Visitor): Promise<Accepted> {
    if (!visitor.customerId) throw new SignInRequired();
    await this.verifying.askAgain(visitor.customerId, visitor.ip);
    return accepted;
  }

  /** Sends a link for a new password. The answer says nothing about who is a customer. */
  @Post('password-resets')
  @Answers(202, Accepted)
  async forgotPassword(
    @Body({ schema: ForgotPassword }) { email }: ForgotPassword,
    @Ip() ip: string,
  ): Promise<Accepted> {
    await this.resetting.ask(email, ip);
    return accepted;
  }

  /** Sets the password, once for each link, and signs the customer out everywhere. */
  @Put('password-resets')
  @Answers(204)
  resetPassword(@Body({ schema: ResetPassword }) reset: ResetPassword, @Ip() ip: string): Promise<void> {
    return this.resetting.reset(reset, ip);
  }
}
