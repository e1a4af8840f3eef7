import type { Database } from '@tradewind/database';

/** Notes that jobs are done: all that ended while the note before was under way share one transaction. */
export class DoneRows {
  private waiting: string[] = [];
  private last: Promise<unknown> = Promise.resolve();
  private next: Promise<unknown> | undefined;

  constructor(private readonly db: Database) {}

  /** Resolves when it is committed. Rejects when it is not: the job has failed then, and runs again. */
  async note(outboxId: string): Promise<void> {
    this.waiting.push(outboxId);
    this.next ??= this.last.then(() => this.write());
    await this.next;
  }

  private write(): Promise<unknown> {
    const ids = this.waiting;
    this.waiting = [];
    this.next = undefined;
    const written = this.db.writeSql(
      (tx) => tx.$executeRaw`UPDATE outbox SET done_at = now() WHERE id = ANY(${ids}::uuid[])`,
    );
    this.last = written.catch(() => undefined);
    return written;
  }
}
