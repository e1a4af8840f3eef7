import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { currentScope, Database, Prisma } from '@tradewind/database';
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import pLimit, { type LimitFunction } from 'p-limit';
import { z } from 'zod';
import { Config } from '../config/config.ts';
import type { RunningJob } from '../queues/job-handler.ts';

export interface Mail {
  /** Exactly one address. */
  to: string;
  fromName: string;
  subject: string;
  html: string;
  text: string;
  /** What this mail is for, such as `order-confirmation/<order id>`: it is sent once per store and key. */
  dedupeKey: string;
}

/** Of a mail server that says nothing, in milliseconds. Whether to try again is for the outbox to say, not for the pool. */
const patience = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
  maxRequeues: 0,
} as const;

/**
 * Sends each mail once. The log row is written after the mail server has accepted the mail: a crash between the
 * two sends it again with the same Message-ID, by which mailboxes recognise the second copy.
 */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private readonly transport: Transporter;
  private readonly inTurn: LimitFunction;

  constructor(
    private readonly db: Database,
    @Inject(Config) private readonly config: Config,
  ) {
    const maxConnections = config.SMTP_CONNECTIONS;
    this.transport = createTransport(config.SMTP_URL, { pool: true, maxConnections, ...patience } as object);
    this.inTurn = pLimit(maxConnections);
  }

  /** `job` is done with the row that remembers the mail. */
  async send(mail: Mail, job?: RunningJob): Promise<void> {
    // Given up before the job runs out of time: a mail that still waited would be sent beside its retry.
    const signal = AbortSignal.timeout(this.config.MAIL_DELIVERY_MS);
    // Looked up only when there is a connection for it: while it waited, another worker may have sent it.
    await this.inTurn(() => this.sendOnce(mail, signal, job));
  }

  private async sendOnce(
    { to, fromName, dedupeKey, ...content }: Mail,
    signal: AbortSignal,
    job?: RunningJob,
  ): Promise<void> {
    if (signal.aborted) throw new Error('Other mails took too long.');
    const messageId = this.messageIdOf(dedupeKey);
    // On the primary: a replica may not have heard of the mail yet.
    if (await this.wasSent(dedupeKey)) return;

    await this.hand({
      ...content,
      // Address objects, so that no name or address can add a header or a recipient.
      from: { name: fromName, address: this.config.MAIL_FROM },
      to: { name: '', address: to },
      messageId,
      signal,
    });
    await this.db.writeSql(async (tx) => {
      tx.atCommitTogether(Prisma.sql`
        INSERT INTO email_log (dedupe_key, message_id) VALUES (${dedupeKey}, ${messageId}) ON CONFLICT DO NOTHING`);
      job?.doneWith(tx);
    });
  }

  private async wasSent(dedupeKey: string): Promise<boolean> {
    const rows = await this.db.writeSql(
      (tx) => tx.$queryRaw<unknown[]>`SELECT FROM email_log WHERE dedupe_key = ${dedupeKey}`,
    );
    return rows.length > 0;
  }

  /** What a mail server says when it refuses often holds the address, which belongs in no log. */
  private async hand(mail: SendMailOptions): Promise<void> {
    try {
      await this.transport.sendMail(mail);
    } catch (error) {
      const { code, responseCode } = z
        .object({ code: z.string(), responseCode: z.number() })
        .partial()
        .catch({})
        .parse(error);
      // eslint-disable-next-line preserve-caught-error -- the cause is what must not be logged
      throw new Error(`The mail server did not take the mail (${code ?? 'unknown'} ${responseCode ?? ''}).`);
    }
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }

  private messageIdOf(dedupeKey: string): string {
    const digest = createHash('sha256')
      .update(`${currentScope()?.storeId}/${dedupeKey}`)
      .digest('hex')
      .slice(0, 32);
    return `<${digest}@${this.config.MAIL_FROM.split('@')[1]}>`;
  }
}
