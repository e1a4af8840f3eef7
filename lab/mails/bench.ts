/**
 * Order confirmations from their rows in the outbox to a mail server, beside nodemailer alone that sends one finished
 * message as often: what is between the two is reading the order, rendering the mail, and noting that it was sent.
 */
import { createTransport } from 'nodemailer';
import { fillCarts, openStore } from '../carts.ts';
import { Signer } from '../../libs/core/src/security/keys.ts';
import { inTurns, type Measured, median } from '../measure.ts';
import { ordersPerSecond } from '../orders-per-second.ts';
import type { World } from '../world.ts';
import { Sink } from './sink.ts';

const mailsEach = 300;
const rounds = 5;

export async function measure(world: World): Promise<Measured> {
  const sink = new Sink();
  const smtpUrl = await sink.open();
  const placeOrders = await shopOf(world);
  await world.serve('worker', 'apps/worker/dist/main.js', { SMTP_URL: smtpUrl }, 'INTERNAL_PORT');
  const ours = async (): Promise<number> => {
    await placeOrders();
    return rate(async () => {
      await askForConfirmations(world);
      await sink.hasTaken(mailsEach);
    });
  };
  const bare = () =>
    rate(async () => {
      await sendAgain(smtpUrl, sink.last);
      await sink.hasTaken(mailsEach);
    });
  const rates = await inTurns({ ours, bare }, rounds);
  await sink.close();
  return {
    title: 'Order confirmations, from the commit of their rows to the mail server, in one worker',
    rows: [
      { name: 'Tradewind', value: median(rates.ours), unit: 'mails/s' },
      { name: 'nodemailer alone, one finished message', value: median(rates.bare), unit: 'mails/s' },
    ],
    ratio: median(rates.ours.map((value, round) => value / (rates.bare[round] ?? Infinity))),
  };
}

async function rate(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (mailsEach / (performance.now() - began)) * 1_000;
}

/** Returns what places the orders of one round, two lines each, none of them confirmed yet. */
async function shopOf(world: World): Promise<() => Promise<void>> {
  const { owner, environment } = world;
  // What earlier measurements left undone is not measured here.
  await owner.query('TRUNCATE outbox');
  const store = await openStore(owner, { products: 200, units: 1_000_000 });
  const signer = new Signer(environment['APP_SECRET'] ?? '', 'access-token');
  const tokenOf = (cartId: string) => signer.sign(`${store.id}/cart/${cartId}`);
  const origin = await world.serve('api', 'apps/api/dist/main.js');
  return async () => {
    const carts = await fillCarts(owner, store, { carts: mailsEach, lines: 2 });
    await ordersPerSecond(origin, { host: store.host, carts, clients: 8, tokenOf });
  };
}

/** The orders of this round are those whose end of hold is written down and whose mail is not. */
async function askForConfirmations({ owner }: World): Promise<void> {
  const { rowCount } = await owner.query(
    `INSERT INTO outbox (id, store_id, job, payload)
     SELECT gen_random_uuid(), o.store_id, 'send-order-confirmation', o.payload FROM outbox o
     WHERE o.job = 'expire-unpaid-order' AND NOT EXISTS (
       SELECT FROM outbox x WHERE x.job = 'send-order-confirmation' AND x.payload = o.payload)`,
  );
  if (rowCount !== mailsEach) throw new Error(`${rowCount} mails were asked for, not ${mailsEach}.`);
}

/** With as many connections as the worker's own transport has. */
async function sendAgain(smtpUrl: string, raw: string): Promise<void> {
  const transport = createTransport(smtpUrl, { pool: true } as object);
  const envelope = { from: 'shop@lab.test', to: 'lab@example.com' };
  await Promise.all(Array.from({ length: mailsEach }, () => transport.sendMail({ envelope, raw })));
  transport.close();
}
