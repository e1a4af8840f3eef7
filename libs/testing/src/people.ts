import { randomBytes } from 'node:crypto';
import type { Session } from '@tradewind/contracts';
import { hashPassword } from '@tradewind/users';
import { v7 as uuidv7 } from 'uuid';
import type { TestStore } from './a-store.ts';
import type { HttpClient } from './http-client.ts';
import { owner } from './owner.ts';
import { replicaCaughtUp } from './replay.ts';

export const password = 'correct horse battery';

export const anEmail = (): string => `${randomBytes(6).toString('hex')}@example.com`;

/** Signs a visitor up and thereby in. Pass another visitor's e-mail address to `signIn` on a second device. */
export async function signUp(visitor: HttpClient, email = anEmail()): Promise<{ id: string; email: string }> {
  const { status, body, text } = await visitor.post<Session>('/api/customers', {
    body: { email, password, name: 'Ada Lovelace' },
  });
  if (status !== 201 || !body.customer) throw new Error(`The sign-up was refused: ${text}`);
  return { id: body.customer.id, email };
}

// One hash for all: making it costs a tenth of a second.
const passwordHash = hashPassword(password);

/** Somebody who works for these stores as an owner, with `password`. */
export const aMember = (...stores: TestStore[]): Promise<{ id: string; email: string }> =>
  aMemberAs('owner', ...stores);

export async function aMemberAs(
  role: 'owner' | 'support',
  ...stores: TestStore[]
): Promise<{ id: string; email: string }> {
  const member = { id: uuidv7(), email: anEmail() };
  await owner.query(
    `INSERT INTO staff (id, email, name, password_hash) VALUES ($1, $2, 'Grace Hopper', $3)`,
    [member.id, member.email, await passwordHash],
  );
  for (const { id } of stores) {
    await owner.query(`INSERT INTO memberships (store_id, staff_id, role) VALUES ($1, $2, $3)`, [
      id,
      member.id,
      role,
    ]);
  }
  await replicaCaughtUp();
  return member;
}

/** Signs a visitor in as staff of the store it visits. */
export async function signInAsStaff(visitor: HttpClient, email: string): Promise<void> {
  const { status, text } = await visitor.post('/api/staff/session', { body: { email, password } });
  if (status !== 201) throw new Error(`The sign-in was refused: ${text}`);
}
