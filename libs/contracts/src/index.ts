export { Email, Id, Line, Money, Password, Problem, Slug } from './common.ts';
export { StoreProfile } from './stores.ts';
export {
  Category,
  CategoryList,
  Image,
  imageFormats,
  imageWidths,
  ListProducts,
  ProductCard,
  ProductDetail,
  ProductPage,
  Variant,
} from './catalog.ts';
export { Cart, CartLine, maxLinesPerCart, maxQuantityPerLine, NewCart, SetCartLine } from './carts.ts';
export {
  Address,
  IdempotencyKey,
  ListOrders,
  OrderDetail,
  OrderLine,
  OrderPage,
  OrderStatus,
  orderStatuses,
  OrderSummary,
  PlacedOrder,
  PlaceOrder,
  ShipOrder,
} from './orders.ts';
export { StartedPayment } from './payments.ts';
export { Customer, Session, SignIn, SignUp, StaffMember, staffRoles } from './users.ts';
