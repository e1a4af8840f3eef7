import { randomUUID } from 'node:crypto';
import { Change } from '@tradewind/contracts';
import { demoPassword, staffEmail } from '../tools/seed/accounts.ts';
import type { OpenStore } from './open-stores.ts';
import type { Recording } from './recording.ts';
import { Setback } from './setback.ts';
import { CannotRun } from './shop.ts';
import type { Visitor } from './visitor.ts';
import { z } from 'zod';

/** Somebody of a demo store's staff at work on its orders: one desk for all, as many as there are shoppers. */
export class StaffDesk {
  readonly #visitor: Visitor;

  private constructor(visitor: Visitor) {
    this.#visitor = visitor;
  }

  static async open(visitor: Visitor, store: OpenStore): Promise<StaffDesk> {
    const body = { email: staffEmail(store), password: demoPassword };
    try {
      await visitor.ask({ method: 'POST', path: '/api/staff/session', body }, z.unknown());
    } catch (error) {
      if (!(error instanceof Setback)) throw error;
      throw new CannotRun(
        `${body.email} cannot sign in (${error.code}); only the demo stores have staff that is known here. Leave --staff out.`,
      );
    }
    return new StaffDesk(visitor);
  }

  /** Changes something of an order or a return, timed under the name of its step. */
  change(recording: Recording, step: string, path: string, body?: object): Promise<Change> {
    const headers = { 'idempotency-key': randomUUID() };
    return recording.time(`staff: ${step}`, () =>
      this.#visitor.ask({ method: 'POST', path: `/api/staff/${path}`, headers, body }, Change),
    );
  }

  close(): Promise<void> {
    return this.#visitor.close();
  }
}
