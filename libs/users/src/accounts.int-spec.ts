import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Session } from '@tradewind/contracts';
import { openRedis, readConfig, sessionKeyOf } from '@tradewind/core';
import { runInScope } from '@tradewind/database';
import {
  anEmail,
  aStore,
  asOwner,
  type HttpClient,
  password,
  signUp,
  TestApi,
  type TestStore,
} from '@tradewind/testing';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const signIn = (visitor: HttpClient, email: string, secret = password) =>
  visitor.post('/api/session', { body: { email, password: secret } });
const whoAmI = async (visitor: HttpClient, cookie?: string) =>
  Session.parse((await visitor.get('/api/session', cookie ? { headers: { cookie } } : {})).body).customer;
const sessionCookie = (visitor: HttpClient) => `tw_session=${visitor.cookie('tw_session')}`;

describe('signing up', () => {
  it('opens an account and signs in', async () => {
    const store = await aStore();
    const ada = api.visitor(store);
    const { id, email } = await signUp(ada);
    expect(await whoAmI(ada)).toEqual({ id, email, name: 'Ada Lovelace', isVerified: false });
  });

  it('lets exactly one of ten have an e-mail address, however it is written', async () => {
    const store = await aStore();
    const email = anEmail();
    const written = [email, email.toUpperCase(), ` ${email} `, email, email];
    const answers = await Promise.all(
      [...written, ...written].map((address) =>
        api.visitor(store).post('/api/customers', { body: { email: address, password, name: 'Ada' } }),
      ),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
    const [row] = await asOwner<{ count: number }>(store.id, 'SELECT count(*)::int AS count FROM customers');
    expect(row?.count).toBe(1);
  });

  it('is a matter of one store: the same person is new at the next', async () => {
    const [store, next] = [await aStore(), await aStore()];
    const { email } = await signUp(api.visitor(store));
    await signUp(api.visitor(next), email);
    expect((await signIn(api.visitor(await aStore()), email)).status).toBe(401);
  });

  it.each([
    ['of 128 characters', 'x'.repeat(127) + 'y', 'x'.repeat(127) + 'z'],
    ['of emoji', '🔑🔒🔐🔑🔒🔐🔑🔒🔐🔒', '🔑🔒🔐🔑🔒🔐🔑🔒🔐🔓'],
    ['that begins and ends with a space', ' ten characters ', 'ten characters'],
    ['longer than 72 bytes', 'é'.repeat(40), 'é'.repeat(39)],
  ])('takes a password %s to the last character', async (_, right, wrong) => {
    const store = await aStore();
    const email = anEmail();
    const person = { email, password: right, name: 'Ada' };
    expect((await api.visitor(store).post('/api/customers', { body: person })).status).toBe(201);
    expect((await signIn(api.visitor(store), email, wrong)).status).toBe(401);
    expect((await signIn(api.visitor(store), email, right)).status).toBe(201);
  });

  it.each(['x'.repeat(9), 'x'.repeat(129)])(
    'refuses a password that is too short or too long',
    async (secret) => {
      const { status } = await api
        .visitor(await aStore())
        .post('/api/customers', { body: { email: anEmail(), password: secret, name: 'Ada' } });
      expect(status).toBe(422);
    },
  );

  it('never says a password again, and keeps none in clear', async () => {
    const store = await aStore();
    const ada = api.visitor(store);
    const { text } = await ada.post('/api/customers', { body: { email: anEmail(), password, name: 'Ada' } });
    expect(text).not.toMatch(/password|argon|hash/i);
    const rows = await asOwner<{ hash: string }>(store.id, 'SELECT password_hash AS hash FROM customers');
    expect(rows).toEqual([{ hash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/) }]);
  });
});

describe('signing in', () => {
  it('answers a wrong password and an unknown address alike', async () => {
    const store = await aStore();
    const { email } = await signUp(api.visitor(store));
    const wrong = await signIn(api.visitor(store), email, 'not the password');
    const unknown = await signIn(api.visitor(store), anEmail());
    const saidBy = ({ status, body }: typeof wrong) => ({ status, ...(body as object), requestId: '' });
    expect(saidBy(wrong)).toEqual(saidBy(unknown));
    expect(wrong.status).toBe(401);
    expect(String(wrong.headers['set-cookie'])).not.toMatch(/tw_session/);
  });

  it('gives the session a new id, and the one that was planted before is worth nothing', async () => {
    const store = await aStore();
    const mallory = api.visitor(store);
    await signUp(mallory);
    const planted = sessionCookie(mallory);
    const { email } = await signUp(api.visitor(store));

    // Ada signs in with the cookie that Mallory planted in her browser.
    await signIn(mallory, email);

    expect(sessionCookie(mallory)).not.toBe(planted);
    expect((await whoAmI(mallory))?.email).toBe(email);
    expect(await whoAmI(api.visitor(store), planted)).toBeNull();
  });

  it('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    const store = await aStore();
    const { email } = await signUp(api.visitor(store));
    const { headers } = await signIn(api.visitor(store), email);
    const cookie = [headers['set-cookie'] ?? []].flat().find((line) => line.startsWith('tw_session='));
    expect(cookie).toMatch(/; Path=\/;.*HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Domain=/i);
  });

  it('is over after signing out, also for a copy of the cookie', async () => {
    const store = await aStore();
    const ada = api.visitor(store);
    await signUp(ada);
    const copy = sessionCookie(ada);
    expect((await ada.delete('/api/session')).status).toBe(204);
    expect(await whoAmI(api.visitor(store), copy)).toBeNull();
    expect((await ada.delete('/api/session')).status).toBe(204);
  });

  it('is over when it began before sessions were noted, as a new password could not end it', async () => {
    const store = await aStore();
    const ada = api.visitor(store);
    await signUp(ada);
    const [id = ''] = decodeURIComponent(ada.cookie('tw_session') ?? '').split('.');
    const redis = openRedis(readConfig().REDIS_URL);
    await new Promise((resolve) => redis.once('ready', resolve));
    const key = await runInScope({ storeId: store.id }, () => Promise.resolve(sessionKeyOf(id)));
    await redis.rename(key, `store:${store.id}:session:${id}`).finally(() => redis.disconnect());
    expect(await whoAmI(ada)).toBeNull();
  });

  it('cannot be forged by a cookie that we did not sign', async () => {
    const store = await aStore();
    const ada = api.visitor(store);
    await signUp(ada);
    const [id = ''] = decodeURIComponent(ada.cookie('tw_session') ?? '').split('.');
    for (const forged of [id, `${id}.x`, `${id}.${'A'.repeat(43)}`]) {
      expect(await whoAmI(api.visitor(store), `tw_session=${encodeURIComponent(forged)}`)).toBeNull();
    }
  });
});

describe('guessing passwords', () => {
  const guess = (store: TestStore, email: string, headers: Record<string, string> = {}) =>
    api.visitor(store).post('/api/session', { body: { email, password: 'a wrong guess' }, headers });

  it('ends after ten attempts at an account, and hinders nobody else', async () => {
    const store = await aStore();
    const [{ email }, other] = [await signUp(api.visitor(store)), await signUp(api.visitor(store))];
    // Signing up was the first attempt of ten.
    const statuses = [];
    for (let attempt = 0; attempt < 9; attempt++) statuses.push((await guess(store, email)).status);
    expect(statuses).toEqual(Array<number>(9).fill(401));

    const refused = await guess(store, email);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.body).toMatchObject({ code: 'too_many_requests' });
    // The right password does not help either: or a guess that hits would be told from one that misses.
    expect((await signIn(api.visitor(store), email)).status).toBe(429);
    expect((await signIn(api.visitor(store), other.email)).status).toBe(201);
  });

  it('is not made easier by writing the address in another way', async () => {
    const store = await aStore();
    const { email } = await signUp(api.visitor(store));
    const spellings = [email, email.toUpperCase(), ` ${email}`];
    const answers = [];
    for (let attempt = 0; attempt < 10; attempt++)
      answers.push(await guess(store, spellings[attempt % 3] ?? email));
    expect(answers.at(-1)?.status).toBe(429);
  });
});

describe('a request from another site', () => {
  const attack = async (headers: Record<string, string>) => {
    const store = await aStore();
    const ada = api.visitor(store);
    await signUp(ada);
    const answer = await ada.delete('/api/session', { headers });
    return { status: answer.status, isStillSignedIn: (await whoAmI(ada)) !== null };
  };
  const refused = { status: 403, isStillSignedIn: true };

  it.each(['cross-site', 'same-site', 'anything'])(
    'is refused when the browser calls it %s',
    async (site) => {
      expect(await attack({ 'sec-fetch-site': site })).toEqual(refused);
    },
  );

  it('is refused when it comes from another origin, or from none that can be told', async () => {
    const store = await aStore();
    const { email } = await signUp(api.visitor(store));
    for (const origin of [
      'https://evil.example',
      `http://${store.host}.evil.example`,
      'null',
      '',
      `evil${store.host}`,
    ]) {
      const { status } = await post(store, email, { origin });
      expect({ origin, status }).toEqual({ origin, status: 403 });
    }
    expect((await post(store, email, { origin: `http://${store.host}` })).status).toBe(201);
  });

  it('is refused when it brings a session and says nothing of where it comes from', async () => {
    const store = await aStore();
    const ada = api.visitor(store);
    const { email } = await signUp(ada);
    expect((await post(store, email, { cookie: sessionCookie(ada) })).status).toBe(403);
    expect((await post(store, email, {})).status).toBe(201);
  });

  /** What a program sends, which is no browser and adds no header of its own accord. */
  const post = (store: TestStore, email: string, headers: Record<string, string>) =>
    fetch(`${api.origin}/api/session`, {
      method: 'POST',
      headers: { 'x-forwarded-host': store.host, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ email, password }),
    });
});
