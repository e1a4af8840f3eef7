import { setTimeout as sleep } from 'node:timers/promises';
import { type Cart, type Change, type NewCart, PlacedOrder, type StartedPayment } from '@tradewind/contracts';
import { aKey, anOrder, aProduct, type TestProduct, type TestStore } from '../a-store.ts';
import { booksOf, findingsOf } from '../books.ts';
import { eventually } from '../eventually.ts';
import type { Answer, HttpClient } from '../http-client.ts';
import { asOwner } from '../owner.ts';
import { anEmail } from '../people.ts';
import { aCoupon, aShippingMethod, aTaxRate, type TestCoupon } from '../store-terms.ts';
import { intentIdOf, type WholeShop } from '../whole-shop.ts';
import type { Basket, Move, Schedule, Step } from './steps.ts';

export interface PlayedOrder {
  id: string;
  store: TestStore;
  visitor: HttpClient;
  /** The latest payment that was begun. */
  started?: StartedPayment;
  /** Its latest parcel. */
  shipmentId?: string;
}

/** What was asked with a key, and what was answered. */
interface Promised {
  visitor: HttpClient;
  path: string;
  key: string;
  body: object | undefined;
  text: string;
}

/** A store of its own in which a schedule is played, and all that its people were promised. */
export class Play {
  readonly orders: PlayedOrder[] = [];
  private readonly promises: Promised[] = [];
  private readonly underWay: Promise<unknown>[] = [];

  private constructor(
    private readonly shop: WholeShop,
    readonly store: TestStore,
    private readonly staff: HttpClient,
    private readonly goods: { mug: TestProduct; plate: TestProduct; coupon: TestCoupon },
  ) {}

  static async begin(shop: WholeShop): Promise<Play> {
    const { store, mug, staff } = await shop.aStore({ stock: 7, price: 999 });
    const plate = await aProduct(store, { stock: 5, price: 1_333 });
    const coupon = await aCoupon(store, { maxUses: 3 });
    await Promise.all([aTaxRate(store, 'GB', 200_000), aShippingMethod(store)]);
    return new Play(shop, store, staff, { mug, plate, coupon });
  }

  async run({ baskets, steps }: Schedule): Promise<void> {
    for (const basket of baskets) await this.buy(basket);
    for (const step of steps) await this.take(step);
    await this.finish();
  }

  private async take({ waits, ...move }: Step): Promise<void> {
    const taken = this.make(move);
    // What goes wrong meanwhile is told at the end.
    taken.catch(() => undefined);
    this.underWay.push(taken);
    if (waits) await taken;
  }

  /** Everything is healthy again, everybody is served, and the holds on what nobody paid end too. */
  private async finish(): Promise<void> {
    await Promise.all(this.underWay);
    await this.shop.sandbox.disarm();
    await this.isQuiet();
    await this.shop.reconcile(this.store);
    await this.isQuiet();
    await this.seeToFindings();
    await this.isQuiet();
    for (const order of this.orders) await this.shop.endHold(order);
    await this.isQuiet();
    await this.askAllAgain();
    await this.isQuiet();
  }

  private async isQuiet(): Promise<void> {
    const patienceMs = 60_000;
    await eventually(async () => {
      const refunds = await Promise.all(this.orders.map(({ id }) => this.shop.sandbox.refundsOf(id)));
      if (refunds.flat().some(({ status }) => status === 'pending'))
        throw new Error('A bank thinks about it.');
    }, patienceMs);
    await this.shop.settled(patienceMs);
  }

  /** The one thing that is left to a person: to pay back again what the provider refused to when it was asked to. */
  private async seeToFindings(): Promise<void> {
    for (const { providerId, fault } of await findingsOf(this.store)) {
      const order = this.orders.find(({ id }) => providerId === `order ${id}`);
      if (!order || fault !== 'a refund failed') continue;
      const { status } = await booksOf(order);
      if (status === 'cancelled')
        await this.askStaff(order, 'refunds', { reason: 'It was cancelled.' }, false);
      await asOwner(
        this.store.id,
        'UPDATE reconciliation_findings SET resolved_at = now() WHERE provider_id = $1 AND fault = $2',
        [providerId, fault],
      );
    }
  }

  /** Long after, the same requests under the same keys: the same answers to the byte, and nothing happens. */
  private async askAllAgain(): Promise<void> {
    for (const { visitor, path, key, body, text } of this.promises) {
      const again = await visitor.post(path, { headers: { 'idempotency-key': key }, body });
      if (again.text !== text) throw new Error(`${path} was answered ${text}, and later ${again.text}`);
    }
  }

  private make(move: Move): Promise<unknown> {
    if (!('order' in move)) return this.makeOfShop(move);
    const order = this.orders[move.order % this.orders.length];
    return order ? this.makeOfOrder(order, move) : Promise.resolve();
  }

  private makeOfShop(move: Exclude<Move, { order: number }>): Promise<unknown> {
    switch (move.do) {
      case 'buy':
        return this.buy(move.basket);
      case 'reconcile':
        return this.shop.ask(this.store, 'reconcile-payments');
      case 'restart worker':
        return this.shop.restartWorker();
      case 'wait':
        return sleep(move.ms);
      case 'go wrong':
        return this.shop.sandbox.arm(move.fault);
    }
  }

  private makeOfOrder(order: PlayedOrder, move: Extract<Move, { order: number }>): Promise<unknown> {
    const { sandbox } = this.shop;
    switch (move.do) {
      case 'start payment':
        return this.startPayment(order);
      case 'pay':
        return ifStarted(order, (started) => sandbox.pay(started, move.card));
      case 'pay after a decline that is heard of late':
        return ifStarted(order, (started) => this.payAfterDecline(started));
      case 'answer bank':
        return ifStarted(order, (started) => this.shop.answerBank({ started }, move.decision));
      case 'refund at provider':
        return ifStarted(order, (started) =>
          ifItMay(sandbox.refundAtProvider(intentIdOf(started), move.amount)),
        );
      case 'end at provider':
        return ifStarted(order, (started) => ifItMay(sandbox.cancelAtProvider(intentIdOf(started))));
      case 'end hold':
        return this.shop.endHold(order);
      case 'return a mug':
        return this.returnAMug(order, move.restock);
      case 'cancel as buyer':
        return this.ask(order.visitor, `/api/orders/${order.id}/cancellation`, undefined, move.twice);
      case 'cancel as staff':
        return this.askStaff(order, 'cancellation', { reason: 'Nobody wants it.' }, move.twice);
      case 'ship':
        return this.ship(order, move.one, move.twice);
      case 'deliver':
        return this.askStaff(order, `shipments/${order.shipmentId}/delivery`, undefined, move.twice);
      case 'refund':
        return this.askStaff(order, 'refunds', this.wishOf(move), move.twice);
    }
  }

  private get aMug() {
    return [{ variantId: this.goods.mug.variantId, quantity: 1 }];
  }

  private wishOf({ what, restock }: Extract<Move, { do: 'refund' }>): object {
    const wish = { reason: 'It is broken.', restock };
    if (typeof what === 'number') return { ...wish, amount: { amount: what, currency: 'EUR' } };
    if (what === 'a mug') return { ...wish, lines: this.aMug };
    return what === 'delivery' ? { ...wish, shipping: true } : wish;
  }

  private async buy(basket: Basket): Promise<void> {
    const order = await this.place(basket);
    if (order?.started && basket.card) await this.shop.sandbox.pay(order.started, basket.card);
  }

  /** What we are told of the decline is on its way while the payment is made, and arrives after the news of that. */
  private async payAfterDecline(started: StartedPayment): Promise<void> {
    const { sandbox } = this.shop;
    await sandbox.arm({ kind: 'delay', operation: 'payment_intents.retrieve', ms: 400, after_work: true });
    await sandbox.pay(started, 'pm_card_visa_chargeDeclined');
    await sleep(100);
    await sandbox.pay(started);
  }

  /** Nothing is placed when the goods or the coupon are gone. */
  private async place({ mugs, plates, hasCoupon }: Omit<Basket, 'card'>): Promise<PlayedOrder | undefined> {
    const visitor = this.shop.api.visitor(this.store);
    const { mug, plate, coupon } = this.goods;
    let { cart } = (await visitor.post<NewCart>('/api/carts')).body;
    const change = async (path: string, body: object) => {
      cart = (await visitor.put<Cart>(`/api/carts/${cart.id}/${path}`, { body })).body;
    };
    await change(`lines/${mug.variantId}`, { quantity: mugs });
    if (plates > 0) await change(`lines/${plate.variantId}`, { quantity: plates });
    if (hasCoupon) await change('coupon', { code: coupon.code });
    const placed = await this.ask(visitor, '/api/orders', { ...anOrder(cart), email: anEmail() }, true);
    if (placed?.status !== 201) return undefined;
    const order = { id: PlacedOrder.parse(placed.body).order.id, store: this.store, visitor };
    this.orders.push(order);
    await this.startPayment(order);
    return order;
  }

  private async startPayment(order: PlayedOrder): Promise<void> {
    const answer = await order.visitor.post<StartedPayment>(`/api/orders/${order.id}/payment`);
    isDesigned(answer);
    if (answer.status === 201) order.started = answer.body;
  }

  /** The customer asks, the staff say yes, the parcel arrives, the money goes back: as far as it goes. */
  private async returnAMug({ id, visitor }: PlayedOrder, restock: boolean): Promise<void> {
    const wish = { lines: this.aMug, reason: 'It is too small.' };
    const asked = await this.ask<Change>(visitor, `/api/orders/${id}/returns`, wish, false);
    if (asked?.status !== 201) return;
    const path = `/api/staff/returns/${asked.body.id}`;
    await this.ask(this.staff, `${path}/approval`, undefined, true);
    await this.ask(this.staff, `${path}/receipt`, { restock }, true);
    await this.ask(this.staff, `${path}/refund`, undefined, true);
  }

  private async ship(order: PlayedOrder, one: boolean, twice: boolean): Promise<void> {
    const shipped = await this.askStaff(order, 'shipments', one ? { lines: this.aMug } : {}, twice);
    if (shipped) order.shipmentId = shipped.body.id;
  }

  private askStaff(
    { id }: PlayedOrder,
    what: string,
    body: object | undefined,
    twice: boolean,
  ): Promise<Answer<Change> | undefined> {
    return this.ask<Change>(this.staff, `/api/staff/orders/${id}/${what}`, body, twice);
  }

  /** Asks under a new key, once or twice at the same moment, and keeps what was promised. */
  private async ask<Body>(
    visitor: HttpClient,
    path: string,
    body: object | undefined,
    twice: boolean,
  ): Promise<Answer<Body> | undefined> {
    const key = aKey();
    const once = () => visitor.post<Body>(path, { headers: { 'idempotency-key': key }, body });
    const answers = await Promise.all(twice ? [once(), once()] : [once()]);
    answers.forEach(isDesigned);
    const kept = answers.filter(({ status }) => status === 201);
    if (new Set(kept.map(({ text }) => text)).size > 1) throw new Error(`One key, two answers: ${path}`);
    const [first] = kept;
    if (first) this.promises.push({ visitor, path, key, body, text: first.text });
    return first;
  }
}

const ifStarted = ({ started }: PlayedOrder, move: (started: StartedPayment) => Promise<unknown>) =>
  started ? move(started) : Promise.resolve();

/** The provider may say no, and its faults strike its own dashboard too: its ledger tells what was done. */
const ifItMay = (asked: Promise<unknown>): Promise<unknown> => asked.catch(() => undefined);

/** Whatever happens nobody sees anything but success, a reason or "come back later". */
function isDesigned({ status, text }: Answer): void {
  if (status >= 500 && !(status === 503 && text.includes('payments_unavailable')))
    throw new Error(`Answered ${status}: ${text}`);
}
