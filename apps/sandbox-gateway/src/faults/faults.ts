import { NoSuch } from '../stripe-error.ts';
import { matchesType } from '../event-types.ts';
import { ArmedFault } from './armed-fault.ts';
import type { CallFault, EventFault, Fault } from './fault.ts';
import type { Operation } from './operations.ts';

/** So many spent faults stay in the list, to be asked how often they struck. */
const SPENT_KEPT = 200;

/** What is to go wrong, told over HTTP. A call or an event is struck by one fault: the oldest that fits. */
export class Faults {
  #last = 0;
  #calls: ArmedFault<CallFault>[] = [];
  #events: ArmedFault<EventFault>[] = [];
  #all: ArmedFault[] = [];

  arm(fault: Fault): ArmedFault {
    const id = `fault_${++this.#last}`;
    const armed = 'event' in fault ? put(this.#events, id, fault) : put(this.#calls, id, fault);
    this.#all.push(armed);
    this.#forgetOldest();
    return armed;
  }

  /** Armed and spent, oldest first. */
  list(): readonly ArmedFault[] {
    return this.#all;
  }

  /** Disarms one or all: nothing is struck any more, and what was held up goes on. */
  disarm(id?: string): ArmedFault[] {
    const gone = this.#all.filter((armed) => id === undefined || armed.id === id);
    if (gone.length === 0 && id !== undefined) throw new NoSuch('fault', id, 'id');
    const stays = (armed: ArmedFault) => !gone.includes(armed);
    this.#calls = this.#calls.filter(stays);
    this.#events = this.#events.filter(stays);
    this.#all = this.#all.filter(stays);
    for (const armed of gone) armed.disarm();
    return gone;
  }

  /** The fault that strikes this call, if any does. */
  forCall(operation: Operation): ArmedFault<CallFault> | undefined {
    if (this.#calls.length === 0) return undefined;
    const struck = this.#calls.find(
      (armed) => ['any', operation].includes(armed.fault.operation) && armed.strikes(),
    );
    if (struck?.isSpent) this.#calls = this.#calls.filter((armed) => armed !== struck);
    return struck;
  }

  /** The fault that strikes this event on its way out, if any does. */
  forEvent(type: string): ArmedFault<EventFault> | undefined {
    if (this.#events.length === 0) return undefined;
    const struck = this.#events.find((armed) => matchesType(armed.fault.event, type) && armed.strikes());
    if (struck?.isSpent) this.#events = this.#events.filter((armed) => armed !== struck);
    return struck;
  }

  /** Spent faults that hold nothing up any more make room for new ones. */
  #forgetOldest(): void {
    const spent = this.#all.filter((armed) => armed.isSpent && armed.waiting === 0);
    const old = new Set(spent.slice(0, -SPENT_KEPT));
    if (old.size > 0) this.#all = this.#all.filter((armed) => !old.has(armed));
  }
}

function put<F extends Fault>(list: ArmedFault<F>[], id: string, fault: F): ArmedFault<F> {
  const armed = new ArmedFault(id, fault);
  list.push(armed);
  return armed;
}
