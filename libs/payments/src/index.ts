export { type Account, post } from './ledger.ts';
export { PaymentEnded } from './payments.errors.ts';
export { openPayment, PaymentsService } from './payments.service.ts';
export { PaymentsApiModule, PaymentsModule, PaymentsWorkerModule } from './payments.module.ts';
export { flagOrder } from './reconciliation.queries.ts';
export { RefundsService } from './refunds.service.ts';
