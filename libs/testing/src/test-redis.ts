import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { TestProcess } from './child-process.ts';
import { findRedis, freePortsAnywhere } from './tools.ts';

/** A Redis process of a test's own, that may be killed and may lose everything it knew. */
export class TestRedis {
  private process: TestProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<TestRedis> {
    const { redis: port } = await freePortsAnywhere(['redis']);
    const redis = new TestRedis(mkdtempSync(join(tmpdir(), 'tradewind-redis-')), port);
    await redis.boot();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** The worst that can happen to it: killed, its disk lost, and started again empty. */
  async loseEverything(): Promise<void> {
    await this.process?.kill();
    rmSync(this.folder, { recursive: true });
    mkdirSync(this.folder);
    await this.boot();
  }

  async stop(): Promise<void> {
    await this.process?.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async boot(): Promise<void> {
    const conf = join(this.folder, 'redis.conf');
    writeFileSync(
      conf,
      `bind 127.0.0.1\nport ${this.port}\ndir ${this.folder}\nappendonly yes\nsave ""\nmaxmemory-policy noeviction\n`,
    );
    const program = await findRedis({ folder: this.folder, conf, account: undefined }, () => undefined);
    this.process = new TestProcess({
      command: program.command,
      args: [...program.args],
      env: { ...process.env, ...program.env },
    });
    await this.process.ready(() => this.ping());
  }

  private async ping(): Promise<void> {
    const client = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.ping();
    } finally {
      client.disconnect();
    }
  }
}
