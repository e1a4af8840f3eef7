import type { ReturnStatus } from '@tradewind/contracts';
import { DomainError } from '@tradewind/core';

export class IllegalReturnStep extends DomainError {
  readonly status = 409;
  readonly code = 'illegal_return_step';
  constructor(
    readonly from: ReturnStatus,
    readonly to: ReturnStatus,
  ) {
    super(`A return that is ${from} cannot become ${to}.`);
  }
}

/** The life of a return. What is not in this table does not happen. */
const next: Record<ReturnStatus, readonly ReturnStatus[]> = {
  requested: ['approved', 'rejected'],
  approved: ['received', 'rejected'],
  rejected: [],
  received: ['refunded'],
  refunded: [],
};

/** Throws unless the table allows the step. */
export function assertReturnStep(from: ReturnStatus, to: ReturnStatus): void {
  if (!next[from].includes(to)) throw new IllegalReturnStep(from, to);
}
