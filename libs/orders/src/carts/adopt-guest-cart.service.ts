import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, type Tx } from '@tradewind/database';
import { SessionService } from '@tradewind/users';
import { CartAccess } from './cart-access.ts';

/** A guest's cart follows its owner in: when a customer signs in, this browser's cart becomes the customer's. */
@Injectable()
export class AdoptGuestCartService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly access: CartAccess,
    private readonly sessions: SessionService,
  ) {}

  onModuleInit(): void {
    this.sessions.onSignIn(async (customerId, visitor) => {
      const guestCartId = this.access.guestCartId(visitor);
      if (guestCartId) await this.adoptGuestCart(customerId, guestCartId);
    });
  }

  /** Safe to repeat: a cart that is adopted or ordered already is left alone. */
  async adoptGuestCart(customerId: string, guestCartId: string): Promise<void> {
    await this.db.write(async (tx) => {
      const guestCart = await lockOpenGuestCart(tx, guestCartId);
      if (!guestCart) return;
      const ownId = await lockOwnCart(tx, customerId);
      if (ownId) {
        await copyLines(tx, { from: guestCartId, to: ownId });
        await copyChoices(tx, { from: guestCartId, to: ownId });
      }
      // Theirs from now on, merged or not: the key that stays in the browser opens it to nobody after signing out.
      await tx.cart.updateMany({
        where: { id: guestCartId },
        data: { customerId, ...(ownId && { status: 'merged' }) },
      });
    });
  }
}

async function lockOpenGuestCart(tx: Tx, cartId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM carts WHERE id = ${cartId}::uuid AND status = 'open' AND customer_id IS NULL FOR UPDATE`;
  return rows.length === 1;
}

/** Locked, or an order placed on another device at this moment would close the cart that the lines go to. */
async function lockOwnCart(tx: Tx, customerId: string): Promise<string | undefined> {
  const [cart] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM carts WHERE customer_id = ${customerId}::uuid AND status = 'open'
    ORDER BY id DESC LIMIT 1 FOR NO KEY UPDATE`;
  return cart?.id;
}

/** The larger quantity wins: signing in twice, or on two devices, must not double what somebody wants. */
async function copyLines(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO cart_lines (cart_id, variant_id, quantity)
    SELECT ${to}::uuid, variant_id, quantity FROM cart_lines WHERE cart_id = ${from}::uuid
    ON CONFLICT (store_id, cart_id, variant_id) DO UPDATE SET quantity = greatest(cart_lines.quantity, excluded.quantity)`;
}

/** Coupon and delivery were chosen a moment ago, by who signs in now; an older choice stays where there is none. */
async function copyChoices(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.$executeRaw`
    UPDATE carts own SET
      coupon_code = coalesce(guest.coupon_code, own.coupon_code),
      country = coalesce(guest.country, own.country),
      shipping_method_id = CASE WHEN guest.country IS NULL THEN own.shipping_method_id ELSE guest.shipping_method_id END
    FROM carts guest WHERE own.id = ${to}::uuid AND guest.id = ${from}::uuid`;
}
