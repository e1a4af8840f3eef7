export { openPayment, PaymentsService } from './payments.service.ts';
export { PaymentsApiModule, PaymentsModule, PaymentsWorkerModule } from './payments.module.ts';
