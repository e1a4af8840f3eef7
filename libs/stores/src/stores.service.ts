import { Injectable } from '@nestjs/common';
import { NotFound, StoreLookup } from '@tradewind/core';
import { StoreProfile } from '@tradewind/contracts';
import { currentScope, Database } from '@tradewind/database';
import { LRUCache } from 'lru-cache';
import { SellerAddress } from './mail/brand.ts';

/** A store with what only the platform itself is to know of it. */
type StoreRow = StoreProfile & {
  paymentAccount: string | null;
  primaryHost: string;
  legalName: string | null;
  address: SellerAddress | null;
  taxNumber: string | null;
  logoKey: string | null;
  accentColor: string;
};

/** Of all that is known of a store, what everybody may know. */
const PublicProfile = StoreProfile.strip();

/** How long a change of a store's name or domains may go unnoticed by a running process. */
const rememberedMs = 10_000;

/** The stores of this deployment. Asked on every request, so answers are remembered for some seconds. */
@Injectable()
export class StoresService implements StoreLookup {
  private readonly idByHost: LRUCache<string, { id: string | undefined }>;
  private readonly byId: LRUCache<string, StoreRow>;

  constructor(private readonly db: Database) {
    // fetchMethod makes one query of a hundred simultaneous misses. Hosts nobody owns are remembered as well.
    this.idByHost = new LRUCache({
      max: 10_000,
      ttl: rememberedMs,
      fetchMethod: (host) => this.findIdByHost(host),
    });
    this.byId = new LRUCache({ max: 10_000, ttl: rememberedMs, fetchMethod: (id) => this.findById(id) });
  }

  async storeIdOf(host: string): Promise<string | undefined> {
    return (await this.idByHost.fetch(host))?.id;
  }

  /** The store of the current scope. */
  async current(): Promise<StoreRow> {
    const store = await this.byId.fetch(currentScope()?.storeId ?? '');
    if (!store) throw new NotFound();
    return store;
  }

  async profile(): Promise<StoreProfile> {
    return PublicProfile.parse(await this.current());
  }

  private async findIdByHost(host: string): Promise<{ id: string | undefined }> {
    const query = { where: { host }, select: { storeId: true } };
    // A replica may not have heard of a store that was opened a moment ago; its absence would be remembered.
    const domain =
      (await this.db.read.storeDomain.findUnique(query)) ??
      (await this.db.write((tx) => tx.storeDomain.findUnique(query)));
    return { id: domain?.storeId };
  }

  private async findById(id: string): Promise<StoreRow | undefined> {
    const store = await this.db.readBeside(async (read) =>
      read.store.findUnique({
        where: { id },
        omit: { createdAt: true },
        include: { domains: { where: { isPrimary: true }, select: { host: true } } },
      }),
    );
    if (!store) return undefined;
    const { domains, address, ...row } = store;
    return {
      ...row,
      // A store whose address nobody can read goes on selling; its mails leave it out.
      address: SellerAddress.nullable().catch(null).parse(address),
      primaryHost: domains[0]?.host ?? 'localhost',
    };
  }
}
