import { Module } from '@nestjs/common';
import { FetchPaymentService } from './fetch-payment.service.ts';
import { PaymentsService } from './payments.service.ts';
import { ProcessPaymentEventProcessor } from './process-payment-event.processor.ts';
import { PaymentProvider } from './provider.ts';
import { ReceiveWebhookService } from './receive-webhook.service.ts';
import { ReconcilePaymentsProcessor } from './reconcile-payments.processor.ts';
import { RefundsService } from './refunds.service.ts';
import { SendRefundProcessor } from './send-refund.processor.ts';
import { WebhooksController } from './webhooks.controller.ts';

@Module({
  providers: [PaymentProvider, PaymentsService, RefundsService],
  exports: [PaymentProvider, PaymentsService, RefundsService],
})
export class PaymentsModule {}

@Module({ imports: [PaymentsModule], providers: [ReceiveWebhookService], controllers: [WebhooksController] })
export class PaymentsApiModule {}

@Module({
  imports: [PaymentsModule],
  providers: [
    FetchPaymentService,
    ProcessPaymentEventProcessor,
    SendRefundProcessor,
    ReconcilePaymentsProcessor,
  ],
})
export class PaymentsWorkerModule {}
