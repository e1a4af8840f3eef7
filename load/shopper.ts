import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { Journal } from './journal.ts';
import type { Random } from './random.ts';
import type { Recording } from './recording.ts';
import type { Sandbox } from './sandbox.ts';
import { Setback } from './setback.ts';
import type { StaffDesk } from './staff-desk.ts';
import type { Ask, Visitor } from './visitor.ts';

interface Belongings {
  readonly visitor: Visitor;
  readonly random: Random;
  readonly recording: Recording;
  readonly sandbox: Sandbox;
  readonly journal: Journal;
  /** How long it takes to read a page, on average. */
  readonly thinkMs: number;
  /** Who works in the store that is visited, when somebody does. */
  readonly staff?: StaffDesk | undefined;
}

/** Who goes on a journey: a visitor of one store with a will of their own, and everything they carry. */
export class Shopper implements Belongings {
  readonly visitor: Visitor;
  readonly random: Random;
  readonly recording: Recording;
  readonly sandbox: Sandbox;
  readonly journal: Journal;
  readonly thinkMs: number;
  readonly staff: StaffDesk | undefined;

  constructor({ visitor, random, recording, sandbox, journal, thinkMs, staff }: Belongings) {
    this.visitor = visitor;
    this.random = random;
    this.recording = recording;
    this.sandbox = sandbox;
    this.journal = journal;
    this.thinkMs = thinkMs;
    this.staff = staff;
  }

  /** One request to the shop, timed under the name of its step. */
  ask<Schema extends z.ZodType>(step: string, request: Ask, answers: Schema): Promise<z.infer<Schema>> {
    return this.recording.time(step, () => this.visitor.ask(request, answers));
  }

  /** Reads a page: half to one and a half times as long as on average. */
  async thinks(): Promise<void> {
    if (this.thinkMs > 0) await sleep(this.thinkMs * (0.5 + this.random.next()));
  }

  /** Ends the journey for a reason that is not a request's. */
  givesUp(step: string, code: string, message: string): never {
    const setback = new Setback(undefined, code, message);
    this.recording.noteSetback(step, setback);
    throw setback;
  }
}
