import { HandlesJob, type JobHandler, type RunningJob } from '@tradewind/core';
import { Database, type ReadClient } from '@tradewind/database';
import { StoreLinks, StoreMailer } from '@tradewind/stores';
import { imageSelect, toImage } from '../product-image.ts';
import { backInStock } from './back-in-stock.email.tsx';
import { waitAgainAtCommit } from './due-alerts.queries.ts';

/** Tells somebody who asked for it that a variant can be had again. */
@HandlesJob('send-back-in-stock')
export class SendBackInStockProcessor implements JobHandler<'send-back-in-stock'> {
  constructor(
    private readonly db: Database,
    private readonly links: StoreLinks,
    private readonly mailer: StoreMailer,
  ) {}

  async handle({ alertId }: { alertId: string }, job: RunningJob): Promise<void> {
    const alert = await findAlert(this.db.read, alertId);
    // It may be gone from the shop by now, and with it what there was to tell.
    if (!alert?.variant.price || alert.variant.product.status !== 'published') return;
    const { product, price, name, stock } = alert.variant;
    if (!stock || stock.onHand <= stock.reserved) {
      // Others were quicker, if only because mails could not be sent: to be told of it now would be of no use.
      await this.db.writeSql(async (tx) => {
        waitAgainAtCommit(tx, alertId);
        job.doneWith(tx);
      });
      return;
    }
    const about = {
      productName: product.name,
      variantName: name,
      price: { amount: price.amountMinor, currency: price.currency },
      image: product.images.map(toImage)[0] ?? null,
      link: await this.links.to(`/products/${product.slug}`),
    };
    const dedupeKey = `back-in-stock/${alertId}`;
    await this.mailer.send(
      { to: alert.email, dedupeKey, mail: (brand) => backInStock({ brand, ...about }) },
      job,
    );
  }
}

const findAlert = (db: ReadClient, id: string) =>
  db.stockAlert.findFirst({
    where: { id },
    select: {
      email: true,
      variant: {
        select: {
          name: true,
          price: { select: { amountMinor: true, currency: true } },
          stock: { select: { onHand: true, reserved: true } },
          product: {
            select: {
              slug: true,
              name: true,
              status: true,
              images: {
                where: { renditionKey: { not: null } },
                orderBy: { position: 'asc' },
                take: 1,
                select: imageSelect,
              },
            },
          },
        },
      },
    },
  });
