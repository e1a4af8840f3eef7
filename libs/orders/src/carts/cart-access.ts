import { Injectable } from '@nestjs/common';
import { AccessToken, NotFound, type Visitor } from '@tradewind/core';
import { Database } from '@tradewind/database';

const cookieName = 'tw_cart';
const daysKept = 30;

export interface CartOwner {
  id: string;
  customerId: string | null;
}

/**
 * Decides who may open a cart. A guest's cart opens to whoever holds its token; once it belongs to a customer
 * it opens to that customer alone, so that nothing of it is left in the browser after signing out.
 */
@Injectable()
export class CartAccess {
  constructor(
    private readonly db: Database,
    private readonly tokens: AccessToken,
  ) {}

  /** Throws NotFound unless the cart is there and this visitor may open it. */
  check<Cart extends CartOwner>(visitor: Visitor, cart: Cart | undefined): asserts cart is Cart {
    if (!cart || !this.mayOpen(visitor, cart)) throw new NotFound();
  }

  /** The id of the open cart of this browser or customer, if there is one. */
  async currentId(visitor: Visitor): Promise<string | undefined> {
    const { customerId } = visitor;
    const guestCartId = this.guestCartId(visitor);
    if (!customerId && !guestCartId) return undefined;
    const cart = await this.db.read.cart.findFirst({
      where: { status: 'open', ...(customerId ? { customerId } : { id: guestCartId, customerId: null }) },
      select: { id: true },
      orderBy: { id: 'desc' },
    });
    return cart?.id;
  }

  /** The guest's cart that this browser holds the key to. */
  guestCartId(visitor: Visitor): string | undefined {
    const key = visitor.key(cookieName);
    return key && this.tokens.opens('cart', key.id, key.token) ? key.id : undefined;
  }

  /** Gives browsers their key to the cart as a cookie, and programs theirs as the answer. */
  grant(visitor: Visitor, cartId: string): string {
    const token = this.tokens.issue('cart', cartId);
    visitor.keepKey(cookieName, cartId, token, daysKept);
    return token;
  }

  private mayOpen(visitor: Visitor, cart: CartOwner): boolean {
    if (cart.customerId !== null) return cart.customerId === visitor.customerId;
    return (
      this.tokens.opens('cart', cart.id, visitor.header('cart-token')) ||
      this.guestCartId(visitor) === cart.id
    );
  }
}
