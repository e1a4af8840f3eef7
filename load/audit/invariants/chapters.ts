import type { Chapter } from '../invariant.ts';
import { coupons } from './coupons.ts';
import { images } from './images.ts';
import { invoices } from './invoices.ts';
import { jobs } from './jobs.ts';
import { money } from './money.ts';
import { orders } from './orders.ts';
import { separation } from './separation.ts';
import { stock } from './stock.ts';

/** Everything that must hold, in the order in which it is told. */
export const chapters: readonly Chapter[] = [
  money,
  stock,
  coupons,
  orders,
  invoices,
  jobs,
  images,
  separation,
];
