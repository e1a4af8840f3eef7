import { AsyncLocalStorage } from 'node:async_hooks';
import type { Lsn } from './lsn.ts';

/**
 * Whose data the current request or job works on. It is entered once, at the edge (HTTP hook, job runner), and
 * every query inside carries it into its transaction. Without a scope a store's tables show no rows.
 */
export interface Scope {
  readonly storeId: string;
  readonly requestId?: string;
  /** The trace that this is a part of, as the W3C writes it; handed on to whatever it causes. */
  readonly traceparent?: string;
  /** Which run of which job this is; every line of the log says so. */
  readonly run?: { readonly job: string; readonly outboxId: string; readonly attempt: number };
  /** Reads must see at least this position of the write-ahead log: the caller's own latest write. */
  readAfter?: Lsn;
  /** SQL statements sent so far, BEGIN and COMMIT not counted: what query budgets are held against. */
  statements?: number;
}

const scopes = new AsyncLocalStorage<Scope>();

export const runInScope = <Result>(scope: Scope, work: () => Result): Result => scopes.run(scope, work);

export const currentScope = (): Scope | undefined => scopes.getStore();

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What confines the rest of a transaction to the current store; empty without a scope. SET takes no
 * parameters, so the id is checked here, the one place where it is pasted into SQL.
 */
export function scopeStatement(): string {
  const storeId = currentScope()?.storeId;
  if (storeId === undefined) return '';
  if (!uuid.test(storeId)) throw new Error('A store id is a lower-case UUID.');
  return `; SET LOCAL app.store_id = '${storeId}'`;
}

export function countStatement(): void {
  const scope = currentScope();
  if (scope) scope.statements = (scope.statements ?? 0) + 1;
}
