import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const Mail = z.object({ id: z.string(), to: z.array(z.string()), subject: z.string() });
const OpenedMail = Mail.extend({ html: z.string(), text: z.string() });
export type OpenedMail = z.infer<typeof OpenedMail>;

const mailboxUrl = process.env.MAILBOX_URL ?? 'http://127.0.0.1:3004';

/** Waits for the e-mail to this address with such a subject and opens it. Every test writes to an address of its own. */
export async function mailTo(address: string, about = /^Your order/): Promise<OpenedMail> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const mails = z.array(Mail).parse(await read('/api/messages'));
    const mail = mails.find(({ to, subject }) => to.includes(address) && about.test(subject));
    if (mail) return OpenedMail.parse(await read(`/api/messages/${mail.id}`));
    await sleep(250);
  }
  throw new Error(`No e-mail to ${address} arrived within 20 seconds.`);
}

/** The link to the order, as the buyer would click it. */
export function orderLinkIn(mail: OpenedMail): string {
  const link = /href="([^"]*\/orders\/[^"]*)"/.exec(mail.html)?.[1];
  if (!link) throw new Error(`There is no link to an order in "${mail.subject}".`);
  return link.replaceAll('&amp;', '&');
}

/** The link that carries a token, as it would be clicked. */
export function tokenLinkIn(mail: OpenedMail): string {
  const link = /href="([^"]*\?token=[^"]*)"/.exec(mail.html)?.[1];
  if (!link) throw new Error(`There is no link with a token in "${mail.subject}".`);
  return link.replaceAll('&amp;', '&');
}

async function read(path: string): Promise<unknown> {
  const answer = await fetch(mailboxUrl + path);
  if (!answer.ok) throw new Error(`The mailbox answered ${answer.status} to ${path}`);
  return answer.json();
}
