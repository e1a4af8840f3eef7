import { z } from 'zod';
import { Email, Id } from './common.ts';

/** Who wants to hear when a variant can be had again. */
export const AskForStockAlert = z.strictObject({ email: Email }).meta({ id: 'AskForStockAlert' });
export type AskForStockAlert = z.infer<typeof AskForStockAlert>;

const units = (least: number) => z.int().min(least).max(100_000);

/** Units that arrived, or what a count of the shelf has shown: then also fewer. */
export const MoveStock = z
  .discriminatedUnion('reason', [
    z.strictObject({ reason: z.literal('received'), delta: units(1) }),
    z.strictObject({
      reason: z.literal('corrected'),
      delta: units(-100_000).refine((delta) => delta !== 0, 'Nothing changes by that.'),
    }),
  ])
  .meta({ id: 'MoveStock' });
export type MoveStock = z.infer<typeof MoveStock>;

/** `available` is what can be sold: what is on hand and not held for unpaid orders. */
export const StockMovement = z
  .strictObject({
    id: Id,
    variantId: Id,
    delta: z.int(),
    reason: z.enum(['received', 'corrected']),
    onHand: z.int(),
    available: z.int(),
  })
  .meta({ id: 'StockMovement' });
export type StockMovement = z.infer<typeof StockMovement>;
