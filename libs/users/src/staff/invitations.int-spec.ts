import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Session, StaffInvitation, StaffInvitationPage } from '@tradewind/contracts';
import {
  aKey,
  aMember,
  aMemberAs,
  anEmail,
  type Answer,
  aStore,
  asOwner,
  fingerprintOf,
  type HttpClient,
  linkTo,
  mailsTo,
  owner,
  password,
  replicaCaughtUp,
  signInAsStaff,
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

type Role = 'owner' | 'support';

async function signedIn(store: TestStore, role: Role = 'owner'): Promise<HttpClient> {
  const browser = api.visitor(store);
  await signInAsStaff(browser, (await aMemberAs(role, store)).email);
  return browser;
}

const invite = (by: HttpClient, email: string, role: Role = 'support', key = aKey()) =>
  by.post('/api/staff/invitations', { headers: { 'idempotency-key': key }, body: { email, role } });
const accept = (store: TestStore, token: string, more: object = {}) =>
  api.visitor(store).post('/api/staff/invitations/acceptance', {
    body: { token, name: 'Joan Clarke', password, ...more },
  });
const sendMails = (store: TestStore) => jobs.run(store, 'send-staff-invitation');

/** Somebody who was asked to join, and the token in the mail they got. */
async function anInvitation(store: TestStore, email = anEmail(), role: Role = 'support') {
  const { status, text, body } = await invite(await signedIn(store), email, role);
  if (status !== 201) throw new Error(`The invitation was refused: ${text}`);
  await sendMails(store);
  return { email, id: StaffInvitation.parse(body).id, ...(await linkTo(email)) };
}

/** Who somebody is at a store, once its replicas know. */
async function roleOf(store: TestStore, email: string): Promise<string | undefined> {
  await replicaCaughtUp();
  const browser = api.visitor(store);
  const { body, status } = await browser.post('/api/staff/session', { body: { email, password } });
  return status === 201 ? Session.parse(body).staff?.role : undefined;
}

const said = ({ status, body }: Answer) => [status, body];
const notValid = [400, expect.objectContaining({ code: 'link_not_valid' })];

describe('an invitation to the staff', () => {
  it('makes whoever has the mail a member, as what the invitation says', async () => {
    const store = await aStore();
    for (const role of ['support', 'owner'] as const) {
      const { email, link, token } = await anInvitation(store, anEmail(), role);
      expect([link.hostname, link.pathname]).toEqual([store.host, '/staff/invitation']);
      expect(await roleOf(store, email)).toBeUndefined();
      const answer = await accept(store, token);
      expect([answer.status, answer.text]).toEqual([204, '']);
      expect(await roleOf(store, email)).toBe(role);
    }
  });

  it('is taken once, however many do so at the same moment', async () => {
    const store = await aStore();
    const { email, token } = await anInvitation(store);
    const names = Array.from({ length: 20 }, (_, index) => `Joan ${index}`);
    const networks = names.map((_, index) => ({ 'x-forwarded-for': `198.51.100.${index}` }));
    const answers = await Promise.all(
      names.map((name, index) =>
        api.visitor(store).post('/api/staff/invitations/acceptance', {
          headers: networks[index]!,
          body: { token, name, password },
        }),
      ),
    );
    const winner = answers.findIndex(({ status }) => status === 204);
    expect(answers.map(said).filter(([status]) => status !== 204)).toEqual(Array(19).fill(notValid));
    const { rows } = await owner.query('SELECT name FROM staff WHERE email = $1', [email]);
    expect(rows).toEqual([{ name: names[winner] }]);
    expect(said(await accept(store, token))).toEqual(notValid);
  });

  it('is worth nothing after seven days by the clock of the database', async () => {
    const store = await aStore();
    const { email, token } = await anInvitation(store);
    expect(
      await asOwner(
        store.id,
        'SELECT extract(epoch FROM expires_at - created_at)::int / 86400 AS days FROM staff_invitations',
      ),
    ).toEqual([{ days: 7 }]);
    await asOwner(store.id, `UPDATE staff_invitations SET expires_at = now() - interval '1 millisecond'`);
    // It is refused before a password is hashed, which happens outside of the transaction that takes the invitation.
    const sent = await statementsOf(store, async () =>
      expect(said(await accept(store, token))).toEqual(notValid),
    );
    expect(sent).toEqual([expect.stringContaining('SELECT')]);
    expect(await roleOf(store, email)).toBeUndefined();
  });

  it('is worth nothing at another store, with a signature that is not ours, or as another kind of link', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const { email, token } = await anInvitation(store);
    const customer = api.visitor(store);
    const { email: address } = await signUp(customer);
    await jobs.run(store, 'send-email-verification');
    const { token: toVerify } = await linkTo(address);
    const before = await fingerprintOf(elsewhere);
    expect(said(await accept(elsewhere, token))).toEqual(notValid);
    for (const other of [toVerify, `${token.slice(0, -22)}${'A'.repeat(22)}`])
      expect(said(await accept(store, other))).toEqual(notValid);
    expect(await fingerprintOf(elsewhere)).toEqual(before);
    expect(await roleOf(store, email)).toBeUndefined();
  });

  it('is worth nothing once whoever wrote it is no owner any more', async () => {
    const store = await aStore();
    const { email, token } = await anInvitation(store);
    await owner.query(`UPDATE memberships SET role = 'support' WHERE store_id = $1`, [store.id]);
    expect(said(await accept(store, token))).toEqual(notValid);
    expect(await roleOf(store, email)).toBeUndefined();
  });

  it.each([{ role: 'owner' }, { email: 'somebody@example.com' }, { storeId: 'x' }])(
    'is not changed by who takes it: %j',
    async (more) => {
      const store = await aStore();
      const { email, token } = await anInvitation(store);
      expect((await accept(store, token, more)).status).toBe(422);
      expect(await roleOf(store, email)).toBeUndefined();
    },
  );

  it('raises nobody who is of the staff already', async () => {
    const store = await aStore();
    const email = anEmail();
    const [first, second] = [
      await anInvitation(store, email, 'support'),
      await anInvitation(store, email, 'owner'),
    ];
    expect((await accept(store, first.token)).status).toBe(204);
    expect((await accept(store, second.token)).status).toBe(409);
    expect(await roleOf(store, email)).toBe('support');
  });
});

describe('somebody who is staff of another store', () => {
  it('joins with the password they have, and with no other', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const { email } = await aMember(elsewhere);
    const { token } = await anInvitation(store, email);

    const wrong = await accept(store, token, { password: 'not the password' });
    expect(said(wrong)).toEqual([401, expect.objectContaining({ code: 'wrong_credentials' })]);
    expect(await roleOf(store, email)).toBeUndefined();

    expect((await accept(store, token, { name: 'Mallory' })).status).toBe(204);
    expect([await roleOf(store, email), await roleOf(elsewhere, email)]).toEqual(['support', 'owner']);
    const { rows } = await owner.query('SELECT name FROM staff WHERE email = $1', [email]);
    expect(rows).toEqual([{ name: 'Grace Hopper' }]);
  });

  it('has ten guesses at the password, as at any sign-in', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const { email } = await aMember(elsewhere);
    const { token } = await anInvitation(store, email);
    const statuses = [];
    for (let guess = 0; guess < 11; guess++)
      statuses.push((await accept(store, token, { password: `a wild guess ${guess}` })).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  });
});

describe('inviting', () => {
  it('is for owners: support may not, and strangers are strangers', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const abroad = await signedIn(elsewhere);
    const customer = api.visitor(store);
    await signUp(customer);
    const support = await signedIn(store, 'support');
    const { id } = await anInvitation(store);
    const before = await fingerprintOf(store);

    const callers = {
      support: [support, 403],
      customer: [customer, 401],
      guest: [api.visitor(store), 401],
    } as const;
    for (const [caller, [browser, expected]] of Object.entries(callers)) {
      const statuses = [
        (await invite(browser, anEmail())).status,
        (await browser.get('/api/staff/invitations')).status,
        (await browser.delete(`/api/staff/invitations/${id}`)).status,
      ];
      expect({ caller, statuses }).toEqual({ caller, statuses: [expected, expected, expected] });
    }
    const cookie = `tw_session=${abroad.cookie('tw_session')}`;
    const stranger = api.visitor(store);
    expect((await stranger.get('/api/staff/invitations', { headers: { cookie } })).status).toBe(401);
    expect(await fingerprintOf(store)).toEqual(before);
    expect((await invite(await signedIn(store), anEmail())).status).toBe(201);
  });

  it('can be taken back, until it is accepted: its link is worth nothing then, and its mail is not sent any more', async () => {
    const store = await aStore();
    const browser = await signedIn(store);
    const withdraw = (id: string) => browser.delete(`/api/staff/invitations/${id}`);
    const [sent, accepted] = [await anInvitation(store), await anInvitation(store)];
    expect((await accept(store, accepted.token)).status).toBe(204);
    expect([(await withdraw(sent.id)).status, (await withdraw(accepted.id)).status]).toEqual([204, 404]);
    expect(said(await accept(store, sent.token))).toEqual(notValid);
    expect((await withdraw(sent.id)).status).toBe(404);

    const email = anEmail();
    const { body } = await invite(browser, email);
    expect((await withdraw(StaffInvitation.parse(body).id)).status).toBe(204);
    await sendMails(store);
    expect(await mailsTo(email)).toEqual([]);
  });

  it('ends with the role, at the next request', async () => {
    const store = await aStore();
    const browser = await signedIn(store);
    expect((await invite(browser, anEmail())).status).toBe(201);
    await owner.query(`UPDATE memberships SET role = 'support' WHERE store_id = $1`, [store.id]);
    await replicaCaughtUp();
    expect((await invite(browser, anEmail())).status).toBe(403);
  });

  it('sends one mail for one key, and no more than three to an address in an hour', async () => {
    const store = await aStore();
    const [browser, email, key] = [await signedIn(store), anEmail(), aKey()];
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => invite(browser, email, 'support', key)),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    await sendMails(store);
    expect(await mailsTo(email)).toHaveLength(1);
    const more = [];
    for (let times = 0; times < 3; times++) more.push((await invite(browser, email)).status);
    expect(more).toEqual([201, 201, 429]);
  });

  it('is refused for whom the store has already, and alike for those whom other stores have', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const browser = await signedIn(store);
    expect((await invite(browser, (await aMember(store)).email)).status).toBe(409);
    const [known, unknown] = [
      await invite(browser, (await aMember(elsewhere)).email),
      await invite(browser, anEmail()),
    ];
    const shape = ({ status, body }: Answer) => [status, Object.keys(body as object)];
    expect(shape(known)).toEqual(shape(unknown));
  });

  it('is listed page by page, newest first, for one store, and without what is in the mail', async () => {
    const [store, elsewhere] = [await aStore(), await aStore()];
    const browser = await signedIn(store);
    await invite(await signedIn(elsewhere), anEmail());
    const emails = [anEmail(), anEmail(), anEmail()];
    for (const email of emails) await invite(browser, email);
    await replicaCaughtUp();

    const page = async (query: string) => {
      const answer = await browser.get(`/api/staff/invitations?${query}`);
      return { text: answer.text, ...StaffInvitationPage.parse(answer.body) };
    };
    const first = await page('limit=2');
    const second = await page(`limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ email }) => email)).toEqual(emails.toReversed());
    expect(second.nextCursor).toBeNull();
    await sendMails(store);
    const [, signature = 'none'] = (await linkTo(emails[0] ?? '')).token.split('.');
    expect((await page('limit=10')).text).not.toContain(signature);
  });
});
