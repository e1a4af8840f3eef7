import type { StoredEvent } from '../records.ts';
import type { ArmedFault } from './armed-fault.ts';
import type { EventFault } from './fault.ts';
import { shuffled } from './seeded.ts';

/** How events leave. */
export interface Post {
  /** Sends them, all at once or each after the shop has answered the one before; what is named twice goes twice. */
  send: (events: StoredEvent[], way: { inTurn: boolean }) => void;
  lose: (event: StoredEvent) => void;
}

type Reorder = Extract<EventFault, { kind: 'reorder' }>;

interface Batch {
  events: StoredEvent[];
  enough: AbortController;
}

/** What happens to events that a fault has struck on their way out. */
export class Mishaps {
  readonly #post: Post;
  readonly #batches = new Map<ArmedFault, Batch>();

  constructor(post: Post) {
    this.#post = post;
  }

  async befall(event: StoredEvent, struck: ArmedFault<EventFault>): Promise<void> {
    const { fault } = struck;
    switch (fault.kind) {
      case 'lose':
        this.#post.lose(event);
        return;
      case 'duplicate': {
        const copies = Array.from({ length: fault.copies }, () => event);
        this.#post.send(copies, { inTurn: !fault.parallel });
        return;
      }
      case 'reorder':
        await this.#gather(event, struck, fault);
        return;
      case 'delay':
      case 'hold':
        await struck.pause(fault.kind === 'hold' ? 'until_disarmed' : fault.ms);
        this.#post.send([event], { inTurn: false });
    }
  }

  /** The first of them waits for the others and sends them all. */
  async #gather(event: StoredEvent, struck: ArmedFault, fault: Reorder): Promise<void> {
    const batch = this.#batches.get(struck);
    if (batch === undefined) {
      await this.#begin(event, struck, fault);
      return;
    }
    if (batch.events.push(event) === fault.count) this.#end(struck, batch);
    await struck.pause(fault.ms, batch.enough.signal);
  }

  async #begin(event: StoredEvent, struck: ArmedFault, fault: Reorder): Promise<void> {
    const batch = { events: [event], enough: new AbortController() };
    this.#batches.set(struck, batch);
    await struck.pause(fault.ms, batch.enough.signal);
    this.#end(struck, batch);
    const { events } = batch;
    const order = fault.order === 'reverse' ? events.toReversed() : shuffled(events, struck.random);
    this.#post.send(order, { inTurn: true });
  }

  #end(struck: ArmedFault, batch: Batch): void {
    if (this.#batches.get(struck) === batch) this.#batches.delete(struck);
    batch.enough.abort();
  }
}
