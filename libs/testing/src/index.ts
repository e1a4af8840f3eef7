export {
  aCart,
  aCategory,
  aKey,
  anOrder,
  aProduct,
  aStore,
  countOrders,
  type ProductOptions,
  shippingAddress,
  stockOf,
  type TestProduct,
  type TestStore,
} from './a-store.ts';
export { type Answer, type Call, HttpClient } from './http-client.ts';
export { asOwner, owner } from './owner.ts';
export { inTurns } from './in-turns.ts';
export { TestApi } from './test-api.ts';
