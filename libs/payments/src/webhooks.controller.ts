import { Controller, Headers, Post, type RawBodyRequest, Req } from '@nestjs/common';
import { Answers, originOf } from '@tradewind/core';
import type { FastifyRequest } from 'fastify';
import { ReceiveWebhookService } from './receive-webhook.service.ts';

@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: ReceiveWebhookService) {}

  /** Called by the payment provider. The body is read as it was sent: its signature is over the bytes. */
  @Post('stripe')
  @Answers(200)
  stripe(
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Headers('stripe-signature') signature?: string,
  ): Promise<void> {
    return this.webhooks.receive(request.rawBody, signature, originOf(request));
  }
}
