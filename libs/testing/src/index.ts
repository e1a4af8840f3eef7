export { aFullStore } from './a-full-store.ts';
export {
  aCart,
  aCategory,
  aKey,
  anOrder,
  aProduct,
  aStore,
  aVariant,
  countOrders,
  type ProductOptions,
  shippingAddress,
  stockOf,
  type TestProduct,
  type TestStore,
} from './a-store.ts';
export { type Answer, type Call, HttpClient } from './http-client.ts';
export { manyProducts } from './many-products.ts';
export { asOwner, owner } from './owner.ts';
export { inTurns } from './in-turns.ts';
export { pauseReplay, replicaCaughtUp, resumeReplay } from './replay.ts';
export { type ProxyMode, TcpProxy } from './tcp-proxy.ts';
export { TestApi } from './test-api.ts';
export { root, TestProcess } from './child-process.ts';
export { eventually } from './eventually.ts';
export { HeldRow } from './held-row.ts';
export { fingerprintOf } from './fingerprint.ts';
export { confirmationsTo, linkTo, mailsTo } from './mails.ts';
export { openDatabase } from './open-database.ts';
export { OwnWorld } from './own-world.ts';
export { aMember, aMemberAs, anEmail, password, signInAsStaff, signUp } from './people.ts';
export type { SandboxDelivery, SandboxFault } from './sandbox-fault.ts';
export { type LedgerEntry, type LedgerRefund, type SandboxEvent, TestSandbox } from './test-sandbox.ts';
export { type S3Fault, TestS3 } from './test-s3.ts';
export { TestWorker } from './test-worker.ts';
export { aPlacedOrder, startPayment } from './placed-order.ts';
export { aPaidOrder, moneyArrives, refundsSucceed } from './paid-order.ts';
export { TestJobs } from './test-jobs.ts';
export { type ChangeAnswer, StaffDesk, units } from './staff-desk.ts';
export { statementsOf } from './statements-of.ts';
export { aCoupon, aShippingMethod, aTaxRate, type TestCoupon, usesOf } from './store-terms.ts';
export { BuiltWorker, type StartedWorker } from './built-worker.ts';
export { MailGate } from './mail-gate.ts';
export { becomes, intentIdOf, type UnpaidOrder, WholeShop } from './whole-shop.ts';
export { type SentStatement, StatementCount } from './statements.ts';
export { type Books, booksOf, findingsOf, outcomesOf } from './books.ts';
export { Play, type PlayedOrder } from './schedule/play.ts';
export { anySchedule, type Schedule } from './schedule/steps.ts';
export { brokenInvariants } from './schedule/audit.ts';
export { type CollectedSpan, TraceCollector } from './trace-collector.ts';
export { type ArrivingPayment, shortLock, WorkerTrial } from './worker-trial.ts';
