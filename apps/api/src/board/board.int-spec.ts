import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi, readConfig } from '@tradewind/core';
import { jobNames } from '@tradewind/jobs';
import {
  type Answer,
  aMember,
  aStore,
  HttpClient,
  eventually,
  owner,
  OwnWorld,
  replicaCaughtUp,
  signInAsStaff,
  signUp,
  type TestStore,
} from '@tradewind/testing';
import { Redis } from 'ioredis';
import { AppModule } from '../app.module.ts';

const board = '/api/staff/queues';

let world: OwnWorld;
let app: NestFastifyApplication;
let origin: string;
let redis: Redis;
let store: TestStore;
let other: TestStore;
let operator: HttpClient;
/** Everybody whom the board is hidden from. */
let others: Record<string, HttpClient>;

const clients = async () => Number(/connected_clients:(\d+)/.exec(await redis.info('clients'))?.[1]);

async function staffOf(at: TestStore | TestStore[], role: 'owner' | 'support', platformRole: string | null) {
  const member = await aMember(...[at].flat());
  await owner.query('UPDATE memberships SET role = $2 WHERE staff_id = $1', [member.id, role]);
  await owner.query('UPDATE staff SET platform_role = $2 WHERE id = $1', [member.id, platformRole]);
  await replicaCaughtUp();
  return member;
}

const visitorOf = (at: TestStore) => new HttpClient(origin, at.host);

async function signedIn(at: TestStore, role: 'owner' | 'support', platformRole: string | null) {
  const visitor = visitorOf(at);
  await signInAsStaff(visitor, (await staffOf(at, role, platformRole)).email);
  return visitor;
}

beforeAll(async () => {
  world = await OwnWorld.enter();
  Object.assign(process.env, { LOG_LEVEL: 'silent' });
  redis = new Redis(process.env['REDIS_URL'] ?? '');
  app = await createApi(AppModule, readConfig());
  await app.listen(0, '127.0.0.1');
  origin = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  [store, other] = [await aStore(), await aStore()];
  const customer = visitorOf(store);
  await signUp(customer);
  operator = await signedIn(store, 'support', 'operator');
  others = {
    'a visitor': visitorOf(store),
    'a customer': customer,
    'an owner': await signedIn(store, 'owner', null),
    support: await signedIn(store, 'support', null),
    'staff of another store': await signedIn(other, 'owner', null),
  };
});
afterAll(async () => {
  await app.close();
  redis.disconnect();
  await world.leave();
});

/** An answer without what differs each time. */
const faceOf = ({ status, headers, text }: Answer) => {
  const { 'x-request-id': requestId, date: _date, 'set-cookie': _cookie, ...rest } = headers;
  return { status, text: text.replaceAll(String(requestId), '<id>'), headers: rest };
};

async function anAsset(): Promise<string> {
  const [, asset = ''] = /src="(static\/js\/main[^"]+)"/.exec((await operator.get(`${board}/`)).text) ?? [];
  expect(asset).not.toBe('');
  return asset;
}

describe('the board of the queues', () => {
  it('is not there for anybody but operators: not its pages, not its figures, not its scripts', async () => {
    const paths = [
      '',
      '/',
      '/queue/settle-order',
      '/api/queues',
      `/${await anAsset()}`,
      '/static/favicon.ico',
    ];
    for (const [who, client] of Object.entries(others)) {
      const nowhere = faceOf(await client.get('/api/staff/nowhere'));
      expect(nowhere.status).toBe(404);
      for (const path of paths)
        expect({ who, path, ...faceOf(await client.get(board + path)) }).toEqual({ who, path, ...nowhere });
    }
  });

  it('is there for an operator, at the store whose staff they are, and not to be kept by anybody', async () => {
    for (const path of ['', '/', '/queue/settle-order', `/${await anAsset()}`]) {
      const { status, headers } = await operator.get(board + path);
      expect({ path, status }).toEqual({ path, status: 200 });
      expect(headers['cache-control']).toBe('private, no-store');
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    }
    const there = new HttpClient(origin, other.host);
    const { email } = await staffOf(store, 'owner', 'operator');
    await expect(signInAsStaff(there, email)).rejects.toThrow('refused');
  });

  it('names every queue, and nothing can be changed by it', async () => {
    const { body } = await operator.get<{ queues: { name: string; readOnlyMode: boolean }[] }>(
      `${board}/api/queues`,
    );
    expect(body.queues.map(({ name }) => name).toSorted()).toEqual(jobNames.toSorted());
    expect(body.queues.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);

    const nowhere = faceOf(await operator.send('PUT', '/api/staff/nowhere'));
    for (const action of ['pause', 'empty', 'retry/failed', 'clean/completed', 'promote', 'obliterate'])
      expect(faceOf(await operator.send('PUT', `${board}/api/queues/settle-order/${action}`))).toEqual(
        nowhere,
      );
    expect(await redis.exists('bull:settle-order:meta-paused')).toBe(0);
  });

  it('is gone for somebody who is no operator any more', async () => {
    const member = await staffOf(store, 'owner', 'operator');
    const visitor = visitorOf(store);
    await signInAsStaff(visitor, member.email);
    expect((await visitor.get(`${board}/`)).status).toBe(200);
    await owner.query('UPDATE staff SET platform_role = NULL WHERE id = $1', [member.id]);
    await replicaCaughtUp();
    expect((await visitor.get(`${board}/`)).status).toBe(404);
  });

  it('is gone for an operator who works for this store no longer, wherever else they do', async () => {
    const member = await staffOf([store, other], 'support', 'operator');
    const visitor = visitorOf(store);
    await signInAsStaff(visitor, member.email);
    expect((await visitor.get(`${board}/`)).status).toBe(200);
    await owner.query('DELETE FROM memberships WHERE staff_id = $1 AND store_id = $2', [member.id, store.id]);
    await replicaCaughtUp();
    expect((await visitor.get(`${board}/`)).status).toBe(404);
  });

  it('opens one connection when somebody looks, and none before or beside it', async () => {
    const atFirst = await clients();
    const second = await createApi(AppModule, readConfig());
    await second.listen(0, '127.0.0.1');
    const at = `http://127.0.0.1:${(second.getHttpServer().address() as AddressInfo).port}`;
    const visitor = new HttpClient(at, store.host);
    await signInAsStaff(visitor, (await staffOf(store, 'owner', 'operator')).email);
    await new HttpClient(at, store.host).get(`${board}/`);
    const before = await clients();

    await Promise.all(Array.from({ length: 4 }, () => visitor.get(`${board}/api/queues`)));
    expect((await clients()) - before).toBe(1);
    await second.close();
    await eventually(async () => expect(await clients()).toBe(atFirst));
  });
});
