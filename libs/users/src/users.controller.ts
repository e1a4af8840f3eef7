import { Body, Controller, Delete, Get, Header, Ip, Post, Req, UseGuards } from '@nestjs/common';
import { Answers, CurrentVisitor, type Visitor } from '@tradewind/core';
import { Session, SignIn, SignUp } from '@tradewind/contracts';
import type { FastifyRequest } from 'fastify';
import { CustomerSignInGuard, StaffSignInGuard } from './credentials.strategy.ts';
import { type KnownCustomer, SessionService } from './session.service.ts';
import { SignInLimiter } from './sign-in-limiter.ts';
import { SignUpService } from './sign-up.service.ts';

type SignedIn<User> = FastifyRequest & { user: User };

@Controller()
export class UsersController {
  constructor(
    private readonly accounts: SignUpService,
    private readonly sessions: SessionService,
    private readonly limiter: SignInLimiter,
  ) {}

  /** Opens an account and signs in. */
  @Post('customers')
  @Answers(201, Session)
  async signUp(
    @Req() request: FastifyRequest,
    @CurrentVisitor() visitor: Visitor,
    @Ip() ip: string,
    @Body({ schema: SignUp }) person: SignUp,
  ): Promise<Session> {
    await this.limiter.count(ip, person.email);
    return this.sessions.beginCustomer(request, visitor, await this.accounts.signUp(person));
  }

  /** Signs a customer in. The strategy has checked the password; the body is validated once more for its shape. */
  @Post('session')
  @UseGuards(CustomerSignInGuard)
  @Answers(201, Session)
  signIn(
    @Req() request: SignedIn<KnownCustomer>,
    @CurrentVisitor() visitor: Visitor,
    @Body({ schema: SignIn }) _credentials: SignIn,
  ): Promise<Session> {
    return this.sessions.beginCustomer(request, visitor, request.user);
  }

  /** Who is signed in. */
  @Get('session')
  @Header('cache-control', 'private, no-store')
  @Answers(200, Session)
  current(@Req() request: FastifyRequest): Promise<Session> {
    return this.sessions.current(request);
  }

  @Delete('session')
  @Answers(204)
  signOut(@Req() request: FastifyRequest): Promise<void> {
    return request.session.destroy();
  }

  @Post('staff/session')
  @UseGuards(StaffSignInGuard)
  @Answers(201, Session)
  signInStaff(
    @Req() request: SignedIn<{ id: string }>,
    @Body({ schema: SignIn }) _credentials: SignIn,
  ): Promise<Session> {
    return this.sessions.beginStaff(request, request.user.id);
  }

  @Delete('staff/session')
  @Answers(204)
  signOutStaff(@Req() request: FastifyRequest): Promise<void> {
    return request.session.destroy();
  }
}
