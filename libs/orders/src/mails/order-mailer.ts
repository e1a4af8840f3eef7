import { Injectable } from '@nestjs/common';
import type { OrderDetail } from '@tradewind/contracts';
import type { RunningJob } from '@tradewind/core';
import { type MailContent, StoreLinks, StoreMailer } from '@tradewind/stores';
import { OrderAccess } from '../order-access.ts';
import type { OrderMail } from './order-mail.ts';

export interface OrderLetter {
  order: OrderDetail;
  /** What this mail is for, such as `shipped/<shipment id>`: it is sent once per store and key. */
  dedupeKey: string;
  /** Where its link leads, below the order's own page. */
  page?: '/payment';
  mail: (about: OrderMail) => Promise<MailContent>;
}

/** Writes to whoever placed an order. The link in the mail opens the order without signing in. */
@Injectable()
export class OrderMailer {
  constructor(
    private readonly access: OrderAccess,
    private readonly links: StoreLinks,
    private readonly mailer: StoreMailer,
  ) {}

  async send({ order, dedupeKey, page, mail }: OrderLetter, job: RunningJob): Promise<void> {
    const orderUrl = await this.links.to(
      `/orders/${order.id}${page ?? ''}?token=${this.access.issue(order.id)}`,
    );
    await this.mailer.send(
      { to: order.email, dedupeKey, mail: (brand) => mail({ brand, order, orderUrl }) },
      job,
    );
  }
}
