import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, runInScope } from '@tradewind/database';
import { aStore, asOwner, eventually, type TestStore } from '@tradewind/testing';
import { type Config, readConfig } from '../config/config.ts';
import { Mailer } from './mailer.ts';

/** A mail server that reads every mail to its end and keeps its yes to itself until it is healed. */
class SilentMailServer {
  readonly got: string[] = [];
  private readonly waiting = new Set<Socket>();
  private readonly server: Server = createServer((socket) => this.serve(socket));
  private isSilent = true;

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    if (typeof address !== 'object' || !address) throw new Error('It listens to nothing.');
    return `smtp://127.0.0.1:${address.port}`;
  }

  heal(): void {
    this.isSilent = false;
    for (const socket of this.waiting) socket.write('250 at last\r\n');
  }

  async close(): Promise<void> {
    this.server.close();
    await once(this.server, 'close');
  }

  private serve(socket: Socket): void {
    let text = '';
    let isMail = false;
    socket.setEncoding('utf8').on('error', () => undefined);
    socket.write('220 here\r\n');
    socket.on('data', (chunk: string) => {
      text += chunk;
      const end = isMail ? '\r\n.\r\n' : '\r\n';
      if (!text.endsWith(end)) return;
      const said = text;
      text = '';
      if (isMail) {
        isMail = false;
        this.got.push(/^Subject: (.*)$/m.exec(said)?.[1]?.trim() ?? '');
        if (this.isSilent) this.waiting.add(socket);
        else socket.write('250 taken\r\n');
      } else {
        isMail = said.startsWith('DATA');
        socket.write(isMail ? '354 go on\r\n' : '250 yes\r\n');
      }
    });
  }
}

const server = new SilentMailServer();
let db: Database;
let config: Config;
let mailer: Mailer;
let store: TestStore;

beforeAll(async () => {
  config = readConfig({
    ...process.env,
    SMTP_URL: await server.listen(),
    SMTP_CONNECTIONS: '5',
    MAIL_DELIVERY_MS: '3000',
  });
  db = new Database({
    url: config.DATABASE_URL,
    replicaUrls: [],
    poolSize: 10,
    maxLagMs: 1_000,
    maxWaitMs: 5_000,
  });
  mailer = new Mailer(db, config);
  store = await aStore();
});
afterAll(async () => {
  mailer.onApplicationShutdown();
  await db.close();
  await server.close();
});

const send = (subject: string, by = mailer, { id: storeId } = store) =>
  runInScope({ storeId }, async () =>
    by.send({
      to: 'a@b.example',
      fromName: 'Us',
      subject,
      html: '<p>x</p>',
      text: 'x',
      dedupeKey: subject,
    }),
  );

const noted = async ({ id } = store) => {
  const sql = 'SELECT dedupe_key AS key FROM email_log ORDER BY dedupe_key';
  return (await asOwner<{ key: string }>(id, sql)).map(({ key }) => key);
};

describe('a mail server that does not answer', () => {
  const all = ['1', '2', '3', '4', '5', '6', '7'];

  it('fails its mails before their jobs run out of time, those that still wait in the queue, too', async () => {
    const begun = performance.now();
    const results = await Promise.allSettled(all.map((subject) => send(subject)));

    expect(results.map(({ status }) => status)).toEqual(all.map(() => 'rejected'));
    expect(performance.now() - begun).toBeLessThan(15_000);
    expect(await noted()).toEqual([]);
    // As many as there are connections.
    expect(server.got.toSorted()).toEqual(['1', '2', '3', '4', '5']);
  });

  it('gets each of them from its next try alone when it is well again', async () => {
    server.heal();
    await Promise.all(all.map((subject) => send(subject)));

    expect(await noted()).toEqual(all);
    await eventually(() => expect(server.got).toHaveLength(12));
    // What it had read before it fell silent comes again; what had waited in our queue does not.
    expect(server.got.toSorted()).toEqual(['1', '1', '2', '2', '3', '3', '4', '4', '5', '5', '6', '7']);
  });
});

it('sends a mail once though it was asked for again while it waited for a connection', async () => {
  const narrow = new Mailer(db, { ...config, SMTP_CONNECTIONS: 1 });
  server.got.length = 0;
  const theirs = await aStore();
  await Promise.all([send('8', narrow), ...['9', '9', '9'].map((subject) => send(subject, narrow, theirs))]);
  narrow.onApplicationShutdown();

  expect(server.got).toEqual(['8', '9']);
  expect(await noted(theirs)).toEqual(['9']);
});
