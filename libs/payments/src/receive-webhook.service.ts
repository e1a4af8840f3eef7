import { Injectable, Logger } from '@nestjs/common';
import { Outbox } from '@tradewind/core';
import { Database, Prisma, runInScope, type Scope, type SqlTx } from '@tradewind/database';
import type Stripe from 'stripe';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { UnsignedWebhook } from './payments.errors.ts';
import { PaymentProvider } from './provider.ts';

type Origin = Pick<Scope, 'requestId' | 'traceparent'>;

/** What we read of an event's object. Its state is fetched from the provider when the event is processed. */
const EventObject = z.object({
  // A few, such as a balance, have none.
  id: z.string().default(''),
  object: z.string(),
  payment_intent: z.string().nullish(),
  // A charge carries the metadata of its intent, a refund of ours its own.
  metadata: z.object({ storeId: z.uuid().optional().catch(undefined) }).nullish(),
});

/** What tells something of a payment: the intent, its charge and its refunds. The intent is what is fetched. */
const intentOf = ({ object, id, payment_intent }: z.infer<typeof EventObject>): string | undefined => {
  if (object === 'payment_intent') return id;
  return object === 'charge' || object === 'refund' ? (payment_intent ?? undefined) : undefined;
};

/** Keeps every genuine webhook once, and answers at once; a job makes something of it. */
@Injectable()
export class ReceiveWebhookService {
  private readonly logger = new Logger('Webhooks');

  constructor(
    private readonly db: Database,
    private readonly provider: PaymentProvider,
    private readonly outbox: Outbox,
  ) {}

  /** `origin` says which request it was: what it causes is told apart by it. */
  async receive(rawBody?: Buffer, signature?: string, origin: Origin = {}): Promise<void> {
    const event = await this.open(rawBody, signature);
    const object = EventObject.parse(event.data.object);
    const intentId = intentOf(object);
    const storeId = intentId && object.metadata?.storeId;
    await this.db.writeSql((tx) => {
      if (storeId) runInScope({ storeId, ...origin }, () => this.keep(tx, event, intentId));
      else keepAsIgnored(tx, event, object.id);
      return Promise.resolve();
    });
  }

  /** The event and the job that works on it, in one statement: an event that is known adds neither. */
  private keep(tx: SqlTx, event: Stripe.Event, intentId: string): void {
    const webhookId = uuidv7();
    const kept = Prisma.sql`
      INSERT INTO webhook_inbox (id, provider, account, event_id, type, object_id)
      VALUES (${webhookId}::uuid, 'stripe', ${event.account ?? ''}, ${event.id}, ${event.type}, ${intentId})
      ON CONFLICT DO NOTHING RETURNING id`;
    this.outbox.addAtCommitIf(tx, kept, 'process-payment-event', { webhookId });
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

/** What is about something else than a payment of ours is kept too, for whoever looks for it. */
function keepAsIgnored(tx: SqlTx, event: Stripe.Event, objectId: string): void {
  tx.atCommit(Prisma.sql`
    INSERT INTO webhook_inbox (id, provider, account, event_id, type, object_id, outcome, processed_at)
    VALUES (${uuidv7()}::uuid, 'stripe', ${event.account ?? ''}, ${event.id}, ${event.type}, ${objectId},
            'ignored: not a payment of ours', now())
    ON CONFLICT DO NOTHING`);
}
