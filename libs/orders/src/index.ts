export { OrdersApiModule, OrdersModule, OrdersWorkerModule } from './orders.module.ts';
