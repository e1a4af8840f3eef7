import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Session } from '@tradewind/contracts';
import {
  anEmail,
  aStore,
  asOwner,
  type HttpClient,
  linkTo,
  mailsTo,
  password,
  signUp,
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

const isVerified = async (visitor: HttpClient) =>
  Session.parse((await visitor.get('/api/session')).body).customer?.isVerified;
const verify = (visitor: HttpClient, token: string) =>
  visitor.post('/api/customers/verification', { body: { token } });
const sendMails = (store: TestStore) => jobs.run(store, 'send-email-verification');

/** Somebody who has signed up, and the token in the mail they got. */
async function aNewcomer(store: TestStore) {
  const visitor = api.visitor(store);
  const { email, id } = await signUp(visitor);
  await sendMails(store);
  return { visitor, email, id, ...(await linkTo(email)) };
}

const tokensOf = (store: TestStore) => asOwner(store.id, 'SELECT * FROM account_tokens');

describe('verifying an address', () => {
  it('takes the link that is sent to whoever signs up, and once more does no harm', async () => {
    const store = await aStore();
    const { visitor, link, token } = await aNewcomer(store);
    expect([link.hostname, link.pathname]).toEqual([store.host, '/verify-email']);
    expect(await isVerified(visitor)).toBe(false);

    for (const somebody of [api.visitor(store), api.visitor(store)]) {
      expect((await verify(somebody, token)).status).toBe(204);
    }
    expect(await isVerified(visitor)).toBe(true);
  });

  it('works for twenty clicks at once, and remembers the first', async () => {
    const store = await aStore();
    const { token } = await aNewcomer(store);
    const answers = await Promise.all(Array.from({ length: 20 }, () => verify(api.visitor(store), token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
  });

  it('takes no link that is older than seven days by the clock of the database', async () => {
    const store = await aStore();
    const { visitor, token } = await aNewcomer(store);
    const [{ days } = {}] = await asOwner<{ days: number }>(
      store.id,
      'SELECT extract(epoch FROM expires_at - created_at)::int / 86400 AS days FROM account_tokens',
    );
    expect(days).toBe(7);
    await asOwner(store.id, `UPDATE account_tokens SET expires_at = now() - interval '1 millisecond'`);
    const { status, body } = await verify(api.visitor(store), token);
    expect([status, body]).toEqual([400, expect.objectContaining({ code: 'link_not_valid' })]);
    expect(await isVerified(visitor)).toBe(false);
  });

  it('takes no link of another store, none that was made up, and none that is for something else', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const [ada, stranger] = [await aNewcomer(store), await aNewcomer(elsewhere)];
    const [id = '', signature = ''] = ada.token.split('.');
    const [otherId = ''] = stranger.token.split('.');
    const resetLink = `${id}.${signature}`.replace(id, otherId);
    for (const token of [stranger.token, resetLink, `${id}.${'A'.repeat(22)}`]) {
      expect((await verify(api.visitor(store), token)).status).toBe(400);
    }
    await api.visitor(store).post('/api/password-resets', { body: { email: ada.email } });
    await jobs.run(store, 'send-password-reset');
    const { token: forAPassword } = await linkTo(ada.email);
    expect((await verify(api.visitor(store), forAPassword)).status).toBe(400);
    expect(await isVerified(ada.visitor)).toBe(false);
    expect(await isVerified(stranger.visitor)).toBe(false);
  });

  it('is asked for with the account or not at all', async () => {
    const store = await aStore();
    const { email } = await signUp(api.visitor(store));
    const before = await tokensOf(store);
    expect(before).toHaveLength(1);
    const again = { email, password, name: 'Somebody else' };
    expect((await api.visitor(store).post('/api/customers', { body: again })).status).toBe(409);
    expect(await tokensOf(store)).toEqual(before);
    expect(await sendMails(store)).toBe(1);
  });

  it('keeps nothing that could be used as the link', async () => {
    const store = await aStore();
    const { token } = await aNewcomer(store);
    const [, signature = ''] = token.split('.');
    const rows = await asOwner(
      store.id,
      `SELECT to_jsonb(t)::text FROM account_tokens t UNION ALL
       SELECT to_jsonb(o)::text FROM outbox o WHERE store_id = '${store.id}'`,
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(JSON.stringify(rows)).not.toContain(signature);
  });
});

describe('asking for the link again', () => {
  const askAgain = (visitor: HttpClient) => visitor.post('/api/session/verification-mail');

  it('sends three in an hour, and no more, however many ask at once', async () => {
    const store = await aStore();
    const { visitor, email } = await aNewcomer(store);
    const answers = await Promise.all(Array.from({ length: 20 }, () => askAgain(visitor)));
    const accepted = answers.filter(({ status }) => status === 202);
    expect(accepted).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(17);
    await sendMails(store);
    expect(await mailsTo(email)).toHaveLength(4);
    expect((await verify(api.visitor(store), (await linkTo(email)).token)).status).toBe(204);
  });

  it('sends nothing to whom there is nothing to verify', async () => {
    const store = await aStore();
    const { visitor, token, email } = await aNewcomer(store);
    await verify(visitor, token);
    expect((await askAgain(visitor)).status).toBe(202);
    expect(await tokensOf(store)).toHaveLength(1);
    await sendMails(store);
    expect(await mailsTo(email)).toHaveLength(1);
  });

  it('is for customers who are signed in', async () => {
    const store = await aStore();
    expect((await askAgain(api.visitor(store))).status).toBe(401);
    expect(await mailsTo(anEmail())).toEqual([]);
  });
});
