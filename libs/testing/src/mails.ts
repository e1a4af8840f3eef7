import { z } from 'zod';

const Mails = z.array(z.object({ id: z.string(), messageId: z.string(), subject: z.string() }));
const OpenedMail = z.object({ subject: z.string(), text: z.string(), html: z.string() });

/** What has arrived for an address in the mailbox, newest first. */
export async function mailsTo(address: string): Promise<z.infer<typeof Mails>> {
  return Mails.parse(await read(`/api/messages?to=${encodeURIComponent(address)}`));
}

/** Of those the ones that confirm an order: its invoice comes in a mail of its own, and so does each parcel's news. */
export async function confirmationsTo(address: string): Promise<z.infer<typeof Mails>> {
  const mails = await mailsTo(address);
  return mails.filter(({ subject }) => /^Your order (?!.* is on its way$)/.test(subject));
}

/** The link in the newest mail to an address, and the token that it carries. */
export async function linkTo(address: string): Promise<{ link: URL; token: string }> {
  const [newest] = await mailsTo(address);
  if (!newest) throw new Error(`There is no mail to ${address}.`);
  const { text, subject } = OpenedMail.parse(await read(`/api/messages/${newest.id}`));
  const link = /https?:\S+\?token=\S+/.exec(text)?.[0];
  if (!link) throw new Error(`There is no link with a token in "${subject}".`);
  return { link: new URL(link), token: new URL(link).searchParams.get('token') ?? '' };
}

const read = async (path: string): Promise<unknown> =>
  (await fetch(new URL(path, process.env['MAILBOX_URL']))).json();
