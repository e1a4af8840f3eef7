import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Session } from '@tradewind/contracts';
import {
  anEmail,
  type Answer,
  aStore,
  asOwner,
  type HttpClient,
  linkTo,
  mailsTo,
  password,
  signUp,
  statementsOf,
  TestApi,
  TestJobs,
  type TestStore,
} from '@tradewind/testing';

let api: TestApi;
let jobs: TestJobs;
beforeAll(async () => {
  [api, jobs] = [await TestApi.start(), await TestJobs.start()];
});
afterAll(async () => {
  await api.close();
  await jobs.close();
});

const newPassword = 'a walk along the harbour';
const who = async (visitor: HttpClient) =>
  Session.parse((await visitor.get('/api/session')).body).customer?.email;
const signIn = (visitor: HttpClient, email: string, secret: string) =>
  visitor.post('/api/session', { body: { email, password: secret } });
const forget = (store: TestStore, email: string, headers: Record<string, string> = {}) =>
  api.visitor(store).post('/api/password-resets', { body: { email }, headers });
const reset = (store: TestStore, token: string, secret = newPassword, headers: Record<string, string> = {}) =>
  api.visitor(store).put('/api/password-resets', { body: { token, password: secret }, headers });
const sendMails = (store: TestStore) => jobs.run(store, 'send-password-reset');

/** Somebody with an account, and the token of the link they have asked for. */
async function somebodyForgetful(store: TestStore) {
  const visitor = api.visitor(store);
  const { email } = await signUp(visitor);
  return { visitor, email, ...(await aLink(store, email)) };
}

async function aLink(store: TestStore, email: string) {
  expect((await forget(store, email)).status).toBe(202);
  await sendMails(store);
  return linkTo(email);
}

/** All clocks that can be set but the one that tells the time of day. */
const otherClocks = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'nextTick',
  'queueMicrotask',
  'performance',
  'hrtime',
] as const;
const notValid = [400, expect.objectContaining({ code: 'link_not_valid' })];
const said = ({ status, body }: Answer) => [status, body];

describe('a forgotten password', () => {
  it('is replaced by way of the mailbox, and nobody stays signed in', async () => {
    const store = await aStore();
    const { visitor, email, link, token } = await somebodyForgetful(store);
    const phone = api.visitor(store);
    await signIn(phone, email, password);
    expect([link.hostname, link.pathname]).toEqual([store.host, '/reset-password']);

    const answer = await reset(store, token);

    expect([answer.status, answer.text]).toEqual([204, '']);
    expect([await who(visitor), await who(phone)]).toEqual([undefined, undefined]);
    expect((await signIn(phone, email, password)).status).toBe(401);
    expect((await signIn(phone, email, newPassword)).status).toBe(201);
    expect(await who(phone)).toBe(email);
  });

  it('leaves the sessions of everybody else alone', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const { email, token } = await somebodyForgetful(store);
    const [neighbour, abroad] = [api.visitor(store), api.visitor(elsewhere)];
    const { email: other } = await signUp(neighbour);
    await signUp(abroad, email);
    await reset(store, token);
    expect([await who(neighbour), await who(abroad)]).toEqual([other, email]);
    expect((await signIn(api.visitor(elsewhere), email, password)).status).toBe(201);
  });

  it('takes the account from whoever had opened it with the address of another', async () => {
    const store = await aStore();
    const [mallory, email] = [api.visitor(store), anEmail()];
    await signUp(mallory, email);
    const { token } = await aLink(store, email);
    await reset(store, token);

    expect(await who(mallory)).toBeUndefined();
    expect((await signIn(mallory, email, password)).status).toBe(401);
    const owner = api.visitor(store);
    const { body } = await signIn(owner, email, newPassword);
    expect(Session.parse(body).customer?.isVerified).toBe(true);
  });

  it('ends also the sessions that begin with the old password at the same moment', async () => {
    const store = await aStore();
    const { email, token } = await somebodyForgetful(store);
    const late = Array.from({ length: 8 }, () => api.visitor(store));
    const resetting = reset(store, token);
    await Promise.all(late.map((visitor) => signIn(visitor, email, password)));
    expect((await resetting).status).toBe(204);
    expect(await Promise.all(late.map(who))).toEqual(Array(8).fill(undefined));
  });

  it('stays as it is when the sessions cannot be ended, and the link works later', async () => {
    const store = await aStore();
    const { email, token } = await somebodyForgetful(store);
    const { REDIS_URL } = process.env;
    const withoutRedis = await TestApi.start({ REDIS_URL: 'redis://127.0.0.1:1' });
    const { status } = await withoutRedis
      .visitor(store)
      .put('/api/password-resets', { body: { token, password: newPassword } });
    // Passport knows one of each strategy: that of the API which was started last.
    await Promise.all([withoutRedis.close(), api.close()]);
    api = await TestApi.start({ REDIS_URL });

    expect(status).toBe(503);
    expect((await signIn(api.visitor(store), email, password)).status).toBe(201);
    expect((await reset(store, token)).status).toBe(204);
  });
});

describe('a link for a new password', () => {
  it('works once, however many use it at the same moment', async () => {
    const store = await aStore();
    const { email, token } = await somebodyForgetful(store);
    const secrets = Array.from({ length: 20 }, (_, index) => `${newPassword} ${index}`);
    const answers = await Promise.all(
      secrets.map((secret, index) =>
        reset(store, token, secret, { 'x-forwarded-for': `198.51.100.${index}` }),
      ),
    );
    const winner = answers.findIndex(({ status }) => status === 204);
    expect(answers.map(said).filter(([status]) => status !== 204)).toEqual(Array(19).fill(notValid));
    expect((await signIn(api.visitor(store), email, secrets[winner] ?? '')).status).toBe(201);
  });

  it('is void once a newer one was asked for, and all are once one was used', async () => {
    const store = await aStore();
    const { email, token: first } = await somebodyForgetful(store);
    const { token: second } = await aLink(store, email);
    expect(said(await reset(store, first))).toEqual(notValid);
    expect((await reset(store, second)).status).toBe(204);
    for (const token of [first, second]) expect(said(await reset(store, token))).toEqual(notValid);
  });

  it('works for one hour by the clock of the database', async () => {
    const store = await aStore();
    const { email, token } = await somebodyForgetful(store);
    const rows = await asOwner(
      store.id,
      `SELECT extract(epoch FROM expires_at - created_at)::int AS seconds FROM account_tokens
       WHERE purpose = 'reset_password'`,
    );
    expect(rows).toEqual([{ seconds: 3_600 }]);
    await asOwner(store.id, `UPDATE account_tokens SET expires_at = now() - interval '1 millisecond'`);
    // It is refused before a password is hashed, which happens outside of the transaction that uses the link.
    const sent = await statementsOf(store, async () =>
      expect(said(await reset(store, token))).toEqual(notValid),
    );
    expect(sent).toEqual([expect.stringContaining('SELECT')]);
    expect((await signIn(api.visitor(store), email, password)).status).toBe(201);
  });

  it('can be tried ten times in a quarter of an hour from one network, whatever it is worth', async () => {
    const store = await aStore();
    const { token } = await somebodyForgetful(store);
    const statuses = [];
    for (let times = 0; times < 11; times++) statuses.push((await reset(store, token)).status);
    expect(statuses).toEqual([204, ...Array<number>(9).fill(400), 429]);
  });

  it('is sent also by a worker whose clock is wrong, and not when it is too old', async () => {
    const store = await aStore();
    const [ann, bob] = [await signUp(api.visitor(store)), await signUp(api.visitor(store))];
    for (const { email } of [ann, bob]) await forget(store, email);
    await asOwner(
      store.id,
      `UPDATE account_tokens SET expires_at = now() - interval '1 millisecond' WHERE customer_id = $1`,
      [bob.id],
    );
    jest.useFakeTimers({ now: Date.now() + 2 * 3_600_000, doNotFake: [...otherClocks] });
    await sendMails(store).finally(() => jest.useRealTimers());
    expect([(await mailsTo(ann.email)).length, (await mailsTo(bob.email)).length]).toEqual([1, 0]);
  });

  it('is none when it is of another store, made up, or for something else', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const [ada, stranger] = [await somebodyForgetful(store), await somebodyForgetful(elsewhere)];
    await jobs.run(store, 'send-email-verification');
    const { token: toVerify } = await linkTo(ada.email);
    expect(toVerify).not.toBe(ada.token);
    const [id = ''] = ada.token.split('.');
    for (const token of [stranger.token, toVerify, `${id}.${'A'.repeat(22)}`]) {
      expect(said(await reset(store, token))).toEqual(notValid);
    }
    expect(await who(ada.visitor)).toBe(ada.email);
  });

  it('leads to the host of the store, whatever a request says', async () => {
    const store = await aStore();
    const { email } = await signUp(api.visitor(store));
    const evil = 'evil.example';
    await forget(store, email, {
      'x-original-host': evil,
      'x-host': evil,
      forwarded: `host=${evil}`,
      referer: `http://${evil}/`,
    });
    await sendMails(store);
    expect((await linkTo(email)).link.hostname).toBe(store.host);
  });
});

describe('whether somebody is a customer', () => {
  /** What an answer shows to whoever cannot open the mailbox. */
  const shown = ({ status, text, headers }: Answer) => {
    const changing = ['x-request-id', 'date', 'read-after', 'set-cookie'];
    const fixed = Object.entries(headers).filter(([name]) => !changing.includes(name));
    return { status, text, names: Object.keys(headers), fixed };
  };

  it('is not told by the answer, nor by what is done for it', async () => {
    const store = await aStore();
    const { email } = await signUp(api.visitor(store));
    let [known, unknown]: (Answer | undefined)[] = [];
    const doneForKnown = await statementsOf(store, async () => (known = await forget(store, email)));
    const doneForUnknown = await statementsOf(store, async () => (unknown = await forget(store, anEmail())));

    expect(shown(known!)).toEqual(shown(unknown!));
    expect(known!.text).toBe('{"status":"accepted"}');
    expect(doneForKnown).toEqual(doneForUnknown);
    const rows = await asOwner<{ job: string }>(
      store.id,
      `SELECT job FROM outbox WHERE store_id = $1 AND job = 'send-password-reset'`,
      [store.id],
    );
    expect(rows).toHaveLength(2);
  });

  it('is not told by when it is refused: nobody gets more than three mails in an hour', async () => {
    const store = await aStore();
    const { email } = await signUp(api.visitor(store));
    const statuses = async (address: string) => {
      const networks = Array.from({ length: 20 }, (_, index) => `198.51.100.${index}`);
      const answers = await Promise.all(
        networks.map((network) => forget(store, address, { 'x-forwarded-for': network })),
      );
      return answers.map(({ status }) => status).sort();
    };
    const expected = [...Array<number>(3).fill(202), ...Array<number>(17).fill(429)];
    expect(await statuses(email)).toEqual(expected);
    expect(await statuses(anEmail())).toEqual(expected);
    expect((await forget(store, email.toUpperCase())).status).toBe(429);
    await sendMails(store);
    expect((await mailsTo(email)).length).toBeLessThanOrEqual(3);
  });

  it('can be asked sixty times in an hour from one network', async () => {
    const store = await aStore();
    const answers = [];
    for (let times = 0; times < 61; times++) answers.push((await forget(store, anEmail())).status);
    expect(answers).toEqual([...Array<number>(60).fill(202), 429]);
  });
});
