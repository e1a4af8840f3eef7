import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { Mailbox, type Message } from './mailbox.ts';
import { startMailbox, type RunningMailbox } from './start-mailbox.ts';

const Summary = z.object({
  id: z.uuid(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  date: z.iso.datetime(),
});
const Whole = Summary.extend({
  messageId: z.string(),
  html: z.string(),
  text: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), size: z.number() })),
});

let mailbox: RunningMailbox;
const get = (path: string): Promise<Response> => fetch(mailbox.webUrl + path);

async function send(mail: {
  to: string;
  subject: string;
  html?: string;
  text?: string;
  bcc?: string;
}): Promise<void> {
  const transport = createTransport(mailbox.smtpUrl);
  await transport.sendMail({
    from: '"Lumen Prints" <orders@lumen.example>',
    attachments: [{ filename: 'Rechnung ä.txt', content: 'hello' }],
    ...mail,
  });
  transport.close();
}

async function summaries(query = ''): Promise<z.infer<typeof Summary>[]> {
  return z.array(Summary).parse(await (await get(`/api/messages${query}`)).json());
}

async function onlyMessage(): Promise<z.infer<typeof Whole>> {
  const [summary] = await summaries();
  if (!summary) throw new Error('The mailbox is empty.');
  return Whole.parse(await (await get(`/api/messages/${summary.id}`)).json());
}

beforeAll(async () => {
  mailbox = await startMailbox({ host: '127.0.0.1', port: 0, smtpPort: 0 });
});
beforeEach(async () => {
  await fetch(`${mailbox.webUrl}/api/messages`, { method: 'DELETE' });
});
afterAll(() => mailbox.close());

describe('receiving mail', () => {
  it('reads a mail back as it was sent', async () => {
    await send({ to: 'ada@example.com', subject: 'Danke schön', html: '<p>Grüße</p>', text: 'Grüße' });
    const message = await onlyMessage();

    expect(message).toMatchObject({
      from: 'Lumen Prints <orders@lumen.example>',
      to: ['ada@example.com'],
      subject: 'Danke schön',
      attachments: [{ filename: 'Rechnung ä.txt', contentType: 'text/plain', size: 5 }],
    });
    expect(message.html).toContain('<p>Grüße</p>');
    expect(message.text.trim()).toBe('Grüße');
    expect(message.messageId).toMatch(/^<.+@lumen\.example>$/);
    expect(message.headers).toContainEqual({ name: 'Subject', value: expect.any(String) });
  });

  it('lists the newest first and finds the mails of one address, blind copies too', async () => {
    await send({ to: 'ada@example.com', subject: 'first', text: '1' });
    await send({ to: 'bob@example.com', subject: 'second', text: '2', bcc: 'Ada@Example.com' });
    await send({ to: 'cyd@example.com', subject: 'third', text: '3' });

    expect((await summaries()).map(({ subject }) => subject)).toEqual(['third', 'second', 'first']);
    expect((await summaries('?to=ada@example.com')).map(({ subject }) => subject)).toEqual([
      'second',
      'first',
    ]);
  });

  it('refuses a mail that is too large and stays up', async () => {
    await expect(
      send({ to: 'ada@example.com', subject: 'big', text: 'x'.repeat(11 * 1024 * 1024) }),
    ).rejects.toThrow();
    expect(await summaries()).toEqual([]);
    expect((await get('/health')).status).toBe(200);
  });
});

describe('showing mail', () => {
  it('serves the html without scripts, forms or an origin', async () => {
    const html =
      '<!doctype html><html><head></head><body><script>alert(1)</script><a href="/">shop</a></body></html>';
    await send({ to: 'ada@example.com', subject: 'hostile', html });
    const { id } = await onlyMessage();

    const raw = await get(`/api/messages/${id}/html`);
    expect(raw.headers.get('content-security-policy')).toMatch(
      /^sandbox allow-popups[^;]*; default-src 'none'/,
    );
    expect(raw.headers.get('content-security-policy')).not.toContain('allow-scripts');
    expect((await raw.text()).trim()).toBe(html);
    expect(await (await get(`/api/messages/${id}/html?links=new-tab`)).text()).toContain(
      '<base target="_blank">',
    );
  });

  it('answers 404 for what it does not have and 204 when emptied', async () => {
    expect((await get('/api/messages/unknown')).status).toBe(404);
    expect((await get('/api/messages/unknown/html')).status).toBe(404);
    expect((await get('/nowhere')).headers.get('content-type')).toContain('application/problem+json');
    expect((await fetch(`${mailbox.webUrl}/api/messages`, { method: 'DELETE' })).status).toBe(204);
  });

  it.each(['/', '/page.css', '/page.js'])('serves %s', async (path) => {
    expect((await get(path)).status).toBe(200);
  });
});

describe('keeping mail', () => {
  const mail = (id: string, text = ''): Message => ({
    ...{ id, text, from: '', to: ['ada@example.com'], subject: id, date: '', messageId: '' },
    ...{ html: '', headers: [], attachments: [] },
  });

  it('forgets the oldest beyond 500 messages', () => {
    const kept = new Mailbox();
    for (let n = 1; n <= 503; n++) kept.add(mail(String(n)));
    expect(kept.size).toBe(500);
    expect(kept.find('3')).toBeUndefined();
    expect(kept.list()[0]?.id).toBe('503');
  });

  it('forgets the oldest when the mails grow heavy', () => {
    const kept = new Mailbox();
    for (let n = 1; n <= 8; n++) kept.add(mail(String(n), 'x'.repeat(10 * 1024 * 1024)));
    expect(kept.list().map(({ id }) => id)).toEqual(['8', '7', '6', '5', '4', '3']);
  });
});

describe('arrivals', () => {
  it('tell further copies of a message from new ones, also after it was thrown away', async () => {
    const before = await arrivals();
    const transport = createTransport(mailbox.smtpUrl);
    const mail = {
      from: 'shop@store.test',
      to: 'ada@example.com',
      subject: 'Twice',
      messageId: '<once@store.test>',
    };
    await transport.sendMail(mail);
    await fetch(`${mailbox.webUrl}/api/messages`, { method: 'DELETE' });
    await transport.sendMail(mail);
    await transport.sendMail({ ...mail, messageId: '<another@store.test>' });
    transport.close();
    expect(await arrivals()).toEqual({ messages: before.messages + 2, copies: before.copies + 1 });
  });

  const arrivals = async () =>
    z.object({ messages: z.number(), copies: z.number() }).parse(await (await get('/api/arrivals')).json());
});
