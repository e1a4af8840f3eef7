import { Module } from '@nestjs/common';
import { CoreWorkerModule } from '@tradewind/core';
import { PaymentsModule } from '@tradewind/payments';
import { StoresWorkerModule } from '@tradewind/stores';
import { UsersModule } from '@tradewind/users';
import { CancelOrderService } from './cancel-order.service.ts';
import { CancelPaymentProcessor } from './cancel-payment.processor.ts';
import { AdoptGuestCartService } from './carts/adopt-guest-cart.service.ts';
import { CartAccess } from './carts/cart-access.ts';
import { CartsController } from './carts/carts.controller.ts';
import { CartsService } from './carts/carts.service.ts';
import { ExpireUnpaidOrderProcessor } from './expire-unpaid-order.processor.ts';
import { InvoiceLinks } from './invoices/invoice-links.ts';
import { InvoicesController } from './invoices/invoices.controller.ts';
import { InvoicesService } from './invoices/invoices.service.ts';
import { IssueCreditNoteProcessor } from './invoices/issue-credit-note.processor.ts';
import { IssueInvoiceProcessor } from './invoices/issue-invoice.processor.ts';
import { IssueInvoiceService } from './invoices/issue-invoice.service.ts';
import { RenderInvoiceService } from './invoices/render-invoice.service.ts';
import { StaffInvoicesController } from './invoices/staff-invoices.controller.ts';
import { OrderMailer } from './mails/order-mailer.ts';
import { SendInvoiceProcessor } from './mails/send-invoice.processor.ts';
import { SendOrderConfirmationProcessor } from './mails/send-order-confirmation.processor.ts';
import { SendPaymentFailedProcessor } from './mails/send-payment-failed.processor.ts';
import { SendRefundedProcessor } from './mails/send-refunded.processor.ts';
import { SendShippedProcessor } from './mails/send-shipped.processor.ts';
import { OrderAccess } from './order-access.ts';
import { OrderLimiter } from './order-limiter.ts';
import { OrdersController } from './orders.controller.ts';
import { OrdersService } from './orders.service.ts';
import { PayOrderService } from './pay-order.service.ts';
import { PlaceOrderService } from './place-order.service.ts';
import { RefundOrderService } from './refunds/refund-order.service.ts';
import { SettleRefundProcessor } from './refunds/settle-refund.processor.ts';
import { HandleReturnService } from './returns/handle-return.service.ts';
import { RequestReturnService } from './returns/request-return.service.ts';
import { ReturnsService } from './returns/returns.service.ts';
import { StaffReturnsController } from './returns/staff-returns.controller.ts';
import { SettleOrderProcessor } from './settle-order.processor.ts';
import { DeliverShipmentService } from './shipments/deliver-shipment.service.ts';
import { ShipOrderService } from './shipments/ship-order.service.ts';
import { StaffOrdersController } from './staff-orders.controller.ts';
import { SweepUnpaidOrdersProcessor } from './sweep-unpaid-orders.processor.ts';

@Module({
  providers: [OrdersService, OrderAccess, InvoiceLinks],
  exports: [OrdersService, OrderAccess, InvoiceLinks],
})
export class OrdersModule {}

@Module({
  imports: [OrdersModule, PaymentsModule, UsersModule],
  providers: [
    CartAccess,
    CartsService,
    OrderLimiter,
    AdoptGuestCartService,
    PlaceOrderService,
    PayOrderService,
    CancelOrderService,
    RefundOrderService,
    ShipOrderService,
    DeliverShipmentService,
    RequestReturnService,
    HandleReturnService,
    ReturnsService,
    InvoicesService,
  ],
  controllers: [
    CartsController,
    OrdersController,
    InvoicesController,
    StaffOrdersController,
    StaffReturnsController,
    StaffInvoicesController,
  ],
})
export class OrdersApiModule {}

@Module({
  imports: [OrdersModule, PaymentsModule, CoreWorkerModule, StoresWorkerModule],
  providers: [
    SettleOrderProcessor,
    SettleRefundProcessor,
    CancelPaymentProcessor,
    ExpireUnpaidOrderProcessor,
    SweepUnpaidOrdersProcessor,
    IssueInvoiceService,
    RenderInvoiceService,
    IssueInvoiceProcessor,
    IssueCreditNoteProcessor,
    OrderMailer,
    SendOrderConfirmationProcessor,
    SendPaymentFailedProcessor,
    SendShippedProcessor,
    SendRefundedProcessor,
    SendInvoiceProcessor,
  ],
})
export class OrdersWorkerModule {}
