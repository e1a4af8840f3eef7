import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, runInScope } from '@tradewind/database';
import {
  anEmail,
  aStore,
  asOwner,
  MailGate,
  mailsTo,
  openDatabase,
  type TestStore,
} from '@tradewind/testing';
import { type Config, readConfig } from '../config/config.ts';
import { Mailer } from './mailer.ts';

let gate: MailGate;
let config: Config;
let db: Database;
let store: TestStore;

beforeAll(async () => {
  gate = await MailGate.start();
  config = readConfig({
    ...process.env,
    SMTP_URL: gate.url,
    SMTP_CONNECTIONS: '5',
    MAIL_DELIVERY_MS: '5000',
  });
  db = openDatabase({ poolSize: 10 });
  store = await aStore();
});
afterAll(async () => {
  await db.close();
  await gate.stop();
});

/** Its subject is its key. */
const send = (mailer: Mailer, to: string, subject: string, { id: storeId } = store) =>
  runInScope({ storeId }, async () =>
    mailer.send({ to, fromName: 'Us', subject, html: '<p>x</p>', text: 'x', dedupeKey: subject }),
  );

const subjectsTo = async (email: string) => (await mailsTo(email)).map(({ subject }) => subject).toSorted();

const noted = async ({ id } = store) => {
  const sql = 'SELECT dedupe_key AS key FROM email_log ORDER BY dedupe_key';
  return (await asOwner<{ key: string }>(id, sql)).map(({ key }) => key);
};

describe('a mail server that does not answer', () => {
  const all = ['1', '2', '3', '4', '5', '6', '7'];

  it('fails its mails before their jobs run out of time, and gets each from its next try alone', async () => {
    const [mailer, email] = [new Mailer(db, config), anEmail()];
    gate.mode = 'silent';
    const results = await Promise.allSettled(all.map((subject) => send(mailer, email, subject)));

    expect(results.map(({ status }) => status)).toEqual(all.map(() => 'rejected'));
    expect(await noted()).toEqual([]);
    // As many as there are connections.
    expect(await subjectsTo(email)).toEqual(['1', '2', '3', '4', '5']);

    gate.release();
    await Promise.all(all.map((subject) => send(mailer, email, subject)));
    mailer.onApplicationShutdown();

    expect(await noted()).toEqual(all);
    // What it had taken before it fell silent comes again; what had waited for a connection does not.
    expect(await subjectsTo(email)).toEqual([...all, '1', '2', '3', '4', '5'].toSorted());
    expect(new Set((await mailsTo(email)).map(({ messageId }) => messageId)).size).toBe(all.length);
  });
});

it('sends a mail once though it was asked for again while it waited for a connection', async () => {
  const [mailer, theirs, email] = [
    new Mailer(db, { ...config, SMTP_CONNECTIONS: 1 }),
    await aStore(),
    anEmail(),
  ];
  await Promise.all([
    send(mailer, email, '8'),
    ...['9', '9', '9'].map((subject) => send(mailer, email, subject, theirs)),
  ]);
  mailer.onApplicationShutdown();

  expect(await subjectsTo(email)).toEqual(['8', '9']);
  expect(await noted(theirs)).toEqual(['9']);
});
