import { type Violation, without } from './violation.ts';

const ofPaid = `payload->>'orderId' = {paid}`;

export const jobs: Violation[] = [
  {
    breaks: 'M9 every key',
    what: 'a key that was kept without its answer',
    sql: `INSERT INTO idempotency_keys (actor, key, request_hash) VALUES ('guest', 'test-1234', 'h')`,
  },
  {
    breaks: 'M9 the database',
    what: 'a missing guard against two answers to one key',
    sql: without('idempotency_keys', 'idempotency_keys_pkey'),
  },
  {
    breaks: 'Q1 every order',
    what: 'a job that was never written down',
    sql: `DELETE FROM outbox WHERE job = 'settle-order' AND ${ofPaid}`,
  },
  {
    breaks: 'Q1 every order',
    what: 'a job written down twice',
    sql: `INSERT INTO outbox SELECT (o).* FROM (SELECT jsonb_populate_record(outbox, jsonb_build_object('id', gen_random_uuid())) AS o FROM outbox WHERE job = 'send-order-confirmation' AND ${ofPaid}) AS copy`,
  },
  {
    breaks: 'Q1 every refund',
    what: 'a refund that nobody will send',
    sql: `DELETE FROM outbox WHERE job = 'send-refund'`,
  },
  {
    breaks: 'Q1 every refund',
    what: 'a refund that nobody will settle',
    sql: `DELETE FROM outbox WHERE job = 'settle-refund'`,
  },
  {
    breaks: 'Q2 nothing that is due',
    what: 'a job that is overdue',
    sql: `UPDATE outbox SET done_at = NULL, due_at = now() - interval '2 min' WHERE ${ofPaid}`,
  },
  {
    breaks: 'Q3 every order',
    what: 'a customer who was not told',
    sql: `DELETE FROM email_log WHERE dedupe_key = 'order-confirmation/' || {paid}`,
  },
  {
    breaks: 'Q3 the database',
    what: 'a missing guard against a second e-mail',
    sql: without('email_log', 'email_log_pkey'),
  },
  {
    breaks: 'Q4 every webhook',
    what: 'a webhook that did not fit',
    sql: `INSERT INTO webhook_inbox (id, provider, event_id, type, object_id, processed_at, outcome) VALUES (gen_random_uuid(), 'stripe', 'evt_1', 't', 'o', now(), 'ignored: another amount')`,
  },
  {
    breaks: 'Q4 every webhook',
    what: 'a webhook that nobody has worked on',
    sql: `INSERT INTO webhook_inbox (id, provider, event_id, type, object_id, received_at) VALUES (gen_random_uuid(), 'stripe', 'evt_1', 't', 'o', now() - interval '2 min')`,
  },
  {
    breaks: 'Q4 every webhook',
    what: 'a missing guard against keeping a webhook twice',
    sql: 'DROP INDEX webhook_inbox_provider_account_event_id_key',
  },
  {
    breaks: 'Q5 no job',
    what: 'a job that was given up',
    sql: `UPDATE outbox SET failed_with = 'x', done_at = NULL WHERE ${ofPaid}`,
  },
];
