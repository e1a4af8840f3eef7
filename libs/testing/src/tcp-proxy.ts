import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What the server behind a proxy seems to do: work, accept connections and never answer, or be gone. */
export type ProxyMode = 'forward' | 'blackhole' | 'refuse';

/** Stands before a server of one's own and lets it hang, vanish and come back. */
export class TcpProxy {
  private readonly server = createServer((client) => this.connected(client));
  private readonly sockets = new Set<Socket>();
  private port = 0;

  private constructor(
    private readonly target: URL,
    private mode: ProxyMode,
  ) {}

  static async start(targetUrl: string, mode: ProxyMode = 'forward'): Promise<TcpProxy> {
    const proxy = new TcpProxy(new URL(targetUrl), mode);
    await proxy.listen();
    if (mode === 'refuse') await proxy.stopListening();
    return proxy;
  }

  /** The target's URL by way of this proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String(this.port);
    return url.toString();
  }

  async become(mode: ProxyMode): Promise<void> {
    this.mode = mode;
    if (mode === 'refuse') await this.stopListening();
    else if (!this.server.listening) await this.listen();
    // A connection that has lost bytes cannot be mended: whoever is in a hole stays there until it is closed.
    if (mode === 'forward') this.dropConnections();
  }

  async close(): Promise<void> {
    await this.stopListening();
  }

  private async listen(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  private async stopListening(): Promise<void> {
    const closed = this.server.listening ? once(this.server, 'close') : undefined;
    this.server.close();
    this.dropConnections();
    await closed;
  }

  private dropConnections(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private connected(client: Socket): void {
    const target = connect(Number(this.target.port), this.target.hostname);
    this.join(client, target);
    this.join(target, client);
  }

  private join(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.setNoDelay(true);
    from.on('data', (bytes) => this.mode === 'forward' && to.write(bytes));
    from.on('error', () => from.destroy());
    from.on('close', () => {
      this.sockets.delete(from);
      if (this.mode !== 'blackhole') to.destroy();
    });
  }
}
