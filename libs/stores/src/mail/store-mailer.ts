import { Injectable } from '@nestjs/common';
import { Mailer, type RunningJob } from '@tradewind/core';
import { StoreLinks } from '../store-links.ts';
import { StoresService } from '../stores.service.ts';
import { type Brand, toBrand } from './brand.ts';
import type { MailContent } from './compose-mail.tsx';
import { headerText } from './header-text.ts';

export interface StoreLetter {
  /** Exactly one address. */
  to: string;
  /** What this mail is for, such as `shipped/<shipment id>`: it is sent once per store and key. */
  dedupeKey: string;
  mail: (brand: Brand) => Promise<MailContent>;
}

/** Sends a mail in the name, the colours and the language of the current store. */
@Injectable()
export class StoreMailer {
  constructor(
    private readonly stores: StoresService,
    private readonly links: StoreLinks,
    private readonly mailer: Mailer,
  ) {}

  /** `job` is done with the row that remembers the mail. */
  async send({ to, dedupeKey, mail }: StoreLetter, job: RunningJob): Promise<void> {
    const brand = toBrand(await this.stores.current(), await this.links.to('/'));
    const content = await mail(brand);
    await this.mailer.send({ ...content, to, fromName: headerText(brand.name), dedupeKey }, job);
  }
}
