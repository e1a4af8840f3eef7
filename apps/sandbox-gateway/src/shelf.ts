import { NoSuch } from './stripe-error.ts';
import type { Kept } from './records.ts';

/** How a list is cut: newest first, after or before an id, within a time. */
export interface Page {
  limit: number;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?: { gt?: number; gte?: number; lt?: number; lte?: number } | undefined;
}

/** All records of one kind, in the order in which they came, found by id and listed by account or owner. */
export class Shelf<T extends Kept> {
  readonly #what: string;
  readonly #ownerOf: ((record: T) => string) | undefined;
  readonly #records = new Map<string, T>();
  readonly #byAccount = new Map<string | null, string[]>();
  readonly #byOwner = new Map<string, string[]>();

  /** `ownerOf`: the record that each of these belongs to, as a refund does to its payment. */
  constructor(what: string, ownerOf?: (record: T) => string) {
    this.#what = what;
    this.#ownerOf = ownerOf;
  }

  /** Puts a new record, or the new state of a known one, in its place. */
  put(record: T): void {
    if (!this.#records.has(record.id)) {
      push(this.#byAccount, record.account, record.id);
      if (this.#ownerOf) push(this.#byOwner, this.#ownerOf(record), record.id);
    }
    this.#records.set(record.id, record);
  }

  /** The record on this account; whatever belongs to another account does not exist here. */
  get(id: string, account: string | null, param?: string): T {
    const record = this.#records.get(id);
    if (record === undefined || record.account !== account) throw new NoSuch(this.#what, id, param);
    return record;
  }

  /** The record, whoever's it is. */
  find(id: string): T | undefined {
    return this.#records.get(id);
  }

  get size(): number {
    return this.#records.size;
  }

  /** Every record, oldest first. */
  all(): MapIterator<T> {
    return this.#records.values();
  }

  /** What belongs to this record, oldest first. */
  of(owner: string): T[] {
    return (this.#byOwner.get(owner) ?? []).flatMap((id) => this.#records.get(id) ?? []);
  }

  /** The last few of all accounts, newest first. */
  latest(count: number): T[] {
    const lists = [...this.#byAccount].map(([account, ids]) =>
      ids.slice(-count).map((id) => this.get(id, account)),
    );
    return lists
      .flatMap((list) => list.reverse())
      .sort((a, b) => b.created - a.created)
      .slice(0, count);
  }

  /** Forgets the oldest records beyond `most`, except those that must stay. Works in batches of a tenth. */
  trim(most: number, mustStay: (record: T) => boolean = () => false): void {
    if (this.#records.size <= most * 1.1) return;
    for (const record of this.#records.values()) {
      if (this.#records.size <= most) break;
      if (!mustStay(record)) this.#records.delete(record.id);
    }
    for (const [account, ids] of this.#byAccount) {
      this.#byAccount.set(
        account,
        ids.filter((id) => this.#records.has(id)),
      );
    }
  }

  /** One page of an account's records, or of one owner's among them, that `wanted` accepts. */
  page(
    account: string | null,
    page: Page,
    { owner, wanted }: { owner?: string | undefined; wanted?: (record: T) => boolean } = {},
  ): { data: T[]; more: boolean } {
    const found: T[] = [];
    const ids = owner === undefined ? this.#byAccount.get(account) : this.#byOwner.get(owner);
    for (const record of this.#walk(account, page, ids ?? [])) {
      if (!isWithin(record.created, page.created) || wanted?.(record) === false) continue;
      if (found.push(record) > page.limit) break;
    }
    const data = found.slice(0, page.limit);
    return {
      data: page.ending_before === undefined ? data : data.reverse(),
      more: found.length > page.limit,
    };
  }

  /** Newest first, or oldest first from `ending_before` on. */
  *#walk(account: string | null, page: Page, ids: string[]): Generator<T> {
    const cursor = page.ending_before ?? page.starting_after;
    const start = cursor === undefined ? ids.length : ids.lastIndexOf(this.get(cursor, account).id);
    if (start < 0) throw new NoSuch(this.#what, cursor ?? '');
    const step = page.ending_before === undefined ? -1 : 1;
    for (let at = start + step; at >= 0 && at < ids.length; at += step) {
      const record = this.get(ids[at] ?? '', account);
      if (step === -1 && isBefore(record.created, page.created)) return;
      yield record;
    }
  }
}

function push<K>(lists: Map<K, string[]>, key: K, id: string): void {
  const list = lists.get(key);
  if (list) list.push(id);
  else lists.set(key, [id]);
}

function isWithin(created: number, { gt, gte, lt, lte }: NonNullable<Page['created']> = {}): boolean {
  if (gt !== undefined && created <= gt) return false;
  if (gte !== undefined && created < gte) return false;
  if (lt !== undefined && created >= lt) return false;
  return lte === undefined || created <= lte;
}

/** A minute of grace, because a clock may have been set back between two records. */
function isBefore(created: number, { gt, gte }: NonNullable<Page['created']> = {}): boolean {
  return created < Math.max(gt ?? 0, gte ?? 0) - 60;
}
