import { Module } from '@nestjs/common';
import { PaymentsService } from './payments.service.ts';
import { ProcessPaymentEventProcessor } from './process-payment-event.processor.ts';
import { PaymentProvider } from './provider.ts';
import { ReceiveWebhookService } from './receive-webhook.service.ts';
import { WebhooksController } from './webhooks.controller.ts';

@Module({ providers: [PaymentProvider, PaymentsService], exports: [PaymentProvider, PaymentsService] })
export class PaymentsModule {}

@Module({ imports: [PaymentsModule], providers: [ReceiveWebhookService], controllers: [WebhooksController] })
export class PaymentsApiModule {}

@Module({ imports: [PaymentsModule], providers: [ProcessPaymentEventProcessor] })
export class PaymentsWorkerModule {}
