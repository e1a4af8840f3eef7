import { Body, Controller, Delete, Get, Header, Param, Post, Put } from '@nestjs/common';
import { Answers, CurrentVisitor, NotFound, type Visitor } from '@tradewind/core';
import { Cart, EnterCoupon, Id, NewCart, SetCartLine, SetDelivery } from '@tradewind/contracts';
import { CartAccess } from './cart-access.ts';
import { CartsService } from './carts.service.ts';

@Controller('carts')
export class CartsController {
  constructor(
    private readonly carts: CartsService,
    private readonly access: CartAccess,
  ) {}

  /** Opens a cart. `token` is the key to it for programs; browsers get it as a cookie. */
  @Post()
  @Answers(201, NewCart)
  async create(@CurrentVisitor() visitor: Visitor): Promise<NewCart> {
    const id = await this.access.currentId(visitor);
    const cart = id ? await this.carts.show(visitor, id) : await this.carts.create(visitor.customerId);
    return { cart, token: this.access.grant(visitor, cart.id) };
  }

  /** The cart of this browser or of the signed-in customer. */
  @Get('current')
  @Header('cache-control', 'private, no-store')
  @Answers(200, Cart)
  async current(@CurrentVisitor() visitor: Visitor): Promise<Cart> {
    const id = await this.access.currentId(visitor);
    if (!id) throw new NotFound();
    return this.carts.show(visitor, id);
  }

  @Get(':cartId')
  @Header('cache-control', 'private, no-store')
  @Answers(200, Cart)
  show(@CurrentVisitor() visitor: Visitor, @Param('cartId', { schema: Id }) cartId: string): Promise<Cart> {
    return this.carts.show(visitor, cartId);
  }

  /** Sets how many of a variant are in the cart. */
  @Put(':cartId/lines/:variantId')
  @Answers(200, Cart)
  setLine(
    @CurrentVisitor() visitor: Visitor,
    @Param('cartId', { schema: Id }) cartId: string,
    @Param('variantId', { schema: Id }) variantId: string,
    @Body({ schema: SetCartLine }) { quantity }: SetCartLine,
  ): Promise<Cart> {
    return this.carts.setLine(visitor, cartId, variantId, quantity);
  }

  @Delete(':cartId/lines/:variantId')
  @Answers(200, Cart)
  removeLine(
    @CurrentVisitor() visitor: Visitor,
    @Param('cartId', { schema: Id }) cartId: string,
    @Param('variantId', { schema: Id }) variantId: string,
  ): Promise<Cart> {
    return this.carts.removeLine(visitor, cartId, variantId);
  }

  /** Says where the cart goes and how: decides tax and delivery. */
  @Put(':cartId/delivery')
  @Answers(200, Cart)
  setDelivery(
    @CurrentVisitor() visitor: Visitor,
    @Param('cartId', { schema: Id }) cartId: string,
    @Body({ schema: SetDelivery }) delivery: SetDelivery,
  ): Promise<Cart> {
    return this.carts.setDelivery(visitor, cartId, delivery);
  }

  /** Enters a coupon. The answer says whether it counts. */
  @Put(':cartId/coupon')
  @Answers(200, Cart)
  enterCoupon(
    @CurrentVisitor() visitor: Visitor,
    @Param('cartId', { schema: Id }) cartId: string,
    @Body({ schema: EnterCoupon }) { code }: EnterCoupon,
  ): Promise<Cart> {
    return this.carts.setCoupon(visitor, cartId, code);
  }

  @Delete(':cartId/coupon')
  @Answers(200, Cart)
  removeCoupon(
    @CurrentVisitor() visitor: Visitor,
    @Param('cartId', { schema: Id }) cartId: string,
  ): Promise<Cart> {
    return this.carts.setCoupon(visitor, cartId, null);
  }
}
