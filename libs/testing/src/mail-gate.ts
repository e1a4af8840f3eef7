import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What the gate does with a mail: lets it through, turns the sender away, or takes it all and never says so. */
export type GateMode = 'open' | 'shut' | 'silent';

/** A gate before the mailbox: decides at which moment of its work a job is caught. */
export class MailGate {
  mode: GateMode = 'open';
  /** How many times somebody came to deliver. */
  visits = 0;
  private readonly sockets = new Set<Socket>();
  private readonly mailUnderWay = new Set<Socket>();
  private readonly withheld: (() => void)[] = [];

  private constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => this.receive(socket));
  }

  static async start(): Promise<MailGate> {
    const server = createServer();
    const gate = new MailGate(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return gate;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private receive(socket: Socket): void {
    this.visits++;
    if (this.mode === 'shut') return void socket.destroy();
    const mailbox = connect(Number(new URL(process.env['SMTP_URL'] ?? '').port), '127.0.0.1');
    for (const end of [socket, mailbox]) {
      this.sockets.add(end);
      end.on('error', () => undefined);
      end.on('close', () => this.sockets.delete(end));
    }
    socket.pipe(mailbox);
    mailbox.on('data', (said: Buffer) => this.answer(socket, said));
  }

  /** The 250 that follows a 354 is the one that says a mail was taken. */
  private answer(socket: Socket, said: Buffer): void {
    const text = said.toString();
    if (/^354/m.test(text)) this.mailUnderWay.add(socket);
    else if (this.mailUnderWay.has(socket) && text.startsWith('250') && this.mode === 'silent') {
      this.withheld.push(() => socket.write(said));
      return;
    }
    socket.write(said);
  }

  /** Says at last what was held back, and is open from now on. */
  release(): void {
    this.mode = 'open';
    for (const say of this.withheld.splice(0)) say();
  }
}
