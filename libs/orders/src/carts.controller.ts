import { Body, Controller, Delete, Get, Header, Param, Post, Put } from '@nestjs/common';
import { Answers, CurrentVisitor, NotFound, type Visitor } from '@tradewind/core';
import { Cart, Id, NewCart, SetCartLine } from '@tradewind/contracts';
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
    const id = (await this.access.currentId(visitor)) ?? (await this.carts.create(visitor.customerId));
    return { cart: await this.carts.show(id), token: this.access.grant(visitor, id) };
  }

  /** The cart of this browser or of the signed-in customer. */
  @Get('current')
  @Header('cache-control', 'private, no-store')
  @Answers(200, Cart)
  async current(@CurrentVisitor() visitor: Visitor): Promise<Cart> {
    const id = await this.access.currentId(visitor);
    if (!id) throw new NotFound();
    return this.carts.show(id);
  }

  @Get(':cartId')
  @Header('cache-control', 'private, no-store')
  @Answers(200, Cart)
  async show(
    @CurrentVisitor() visitor: Visitor,
    @Param('cartId', { schema: Id }) cartId: string,
  ): Promise<Cart> {
    await this.access.open(visitor, cartId);
    return this.carts.show(cartId);
  }

  /** Sets how many of a variant are in the cart. */
  @Put(':cartId/lines/:variantId')
  @Answers(200, Cart)
  async setLine(
    @CurrentVisitor() visitor: Visitor,
    @Param('cartId', { schema: Id }) cartId: string,
    @Param('variantId', { schema: Id }) variantId: string,
    @Body({ schema: SetCartLine }) { quantity }: SetCartLine,
  ): Promise<Cart> {
    await this.access.open(visitor, cartId);
    return this.carts.setLine(cartId, variantId, quantity);
  }

  @Delete(':cartId/lines/:variantId')
  @Answers(200, Cart)
  async removeLine(
    @CurrentVisitor() visitor: Visitor,
    @Param('cartId', { schema: Id }) cartId: string,
    @Param('variantId', { schema: Id }) variantId: string,
  ): Promise<Cart> {
    await this.access.open(visitor, cartId);
    return this.carts.removeLine(cartId, variantId);
  }
}
