import { Injectable, Logger } from '@nestjs/common';
import { Outbox } from '@tradewind/core';
import { Database, runInScope, type Tx } from '@tradewind/database';
import type Stripe from 'stripe';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { UnsignedWebhook } from './payments.errors.ts';
import { PaymentProvider } from './provider.ts';

/** What we read of an event's object. Its state is fetched from the provider when the event is processed. */
const EventObject = z.object({
  // A few, such as a balance, have none.
  id: z.string().default(''),
  object: z.string(),
  metadata: z.object({ storeId: z.uuid().optional().catch(undefined) }).optional(),
});

/** Keeps every genuine webhook once, and answers at once; a job makes something of it. */
@Injectable()
export class ReceiveWebhookService {
  private readonly logger = new Logger('Webhooks');

  constructor(
    private readonly db: Database,
    private readonly provider: PaymentProvider,
    private readonly outbox: Outbox,
  ) {}

  async receive(rawBody: Buffer | undefined, signature: string | undefined): Promise<void> {
    const event = await this.open(rawBody, signature);
    const object = EventObject.parse(event.data.object);
    await this.db.write(async (tx) => {
      const storeId = object.object === 'payment_intent' ? object.metadata?.storeId : undefined;
      const webhookId = await keepOnce(tx, event, { objectId: object.id, concernsUs: storeId !== undefined });
      if (!webhookId || !storeId) return;
      await runInScope({ storeId }, () => this.outbox.add(tx, 'process-payment-event', { webhookId }));
    });
  }

  private async open(rawBody: Buffer | undefined, signature: string | undefined): Promise<Stripe.Event> {
    if (!rawBody || !signature) throw new UnsignedWebhook();
    try {
      return await this.provider.readWebhook(rawBody, signature);
    } catch (error) {
      // The SDK's error carries the whole body, which anybody may have sent.
      this.logger.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'A webhook was refused');
      throw new UnsignedWebhook();
    }
  }
}

interface Concern {
  objectId: string;
  /** What is about something else than a payment of ours is kept as ignored. */
  concernsUs: boolean;
}

/** The id of the new inbox row; undefined when the event is known. */
async function keepOnce(
  tx: Tx,
  event: Stripe.Event,
  { objectId, concernsUs }: Concern,
): Promise<string | undefined> {
  const id = uuidv7();
  const outcome = concernsUs ? null : 'ignored: not a payment of ours';
  const inserted = await tx.$executeRaw`
    INSERT INTO webhook_inbox (id, provider, account, event_id, type, object_id, outcome, processed_at)
    VALUES (${id}::uuid, 'stripe', ${event.account ?? ''}, ${event.id}, ${event.type}, ${objectId},
            ${outcome}, CASE WHEN ${concernsUs} THEN NULL ELSE now() END)
    ON CONFLICT DO NOTHING`;
  return inserted === 1 ? id : undefined;
}
