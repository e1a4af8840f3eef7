import { Body, Controller, Delete, Get, Header, Ip, Param, Post, Query, UseGuards } from '@nestjs/common';
import { Answers, CurrentStaffId, Idempotent, Roles, StaffGuard } from '@tradewind/core';
import {
  AcceptInvitation,
  Id,
  InviteStaff,
  ListInvitations,
  StaffInvitation,
  StaffInvitationPage,
} from '@tradewind/contracts';
import { AcceptInvitationService } from './accept-invitation.service.ts';
import { InvitationsService } from './invitations.service.ts';

/** How a store gets its staff: owners invite, and whoever has the link in the mail may join. */
@Controller('staff/invitations')
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly accepting: AcceptInvitationService,
  ) {}

  @Post()
  @UseGuards(StaffGuard)
  @Roles('owner')
  @Idempotent()
  @Answers(201, StaffInvitation)
  invite(
    @CurrentStaffId() inviterId: string,
    @Ip() ip: string,
    @Body({ schema: InviteStaff }) invitation: InviteStaff,
  ): Promise<StaffInvitation> {
    return this.invitations.invite(invitation, inviterId, ip);
  }

  @Get()
  @UseGuards(StaffGuard)
  @Roles('owner')
  @Header('cache-control', 'private, no-store')
  @Answers(200, StaffInvitationPage)
  list(@Query({ schema: ListInvitations }) query: ListInvitations): Promise<StaffInvitationPage> {
    return this.invitations.list(query);
  }

  /** Takes an invitation back that nobody has accepted yet. */
  @Delete(':id')
  @UseGuards(StaffGuard)
  @Roles('owner')
  @Answers(204)
  withdraw(@Param('id', { schema: Id }) id: string): Promise<void> {
    return this.invitations.withdraw(id);
  }

  /** For whoever holds the link. Who is staff of another store gives the password they have there. */
  @Post('acceptance')
  @Answers(204)
  accept(@Body({ schema: AcceptInvitation }) acceptance: AcceptInvitation, @Ip() ip: string): Promise<void> {
    return this.accepting.accept(acceptance, ip);
  }
}
