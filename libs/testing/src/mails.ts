import { z } from 'zod';

const Mails = z.array(z.object({ id: z.string(), messageId: z.string(), subject: z.string() }));

/** What has arrived for an address in the mailbox, newest first. */
export async function mailsTo(address: string): Promise<z.infer<typeof Mails>> {
  const url = new URL(`/api/messages?to=${encodeURIComponent(address)}`, process.env['MAILBOX_URL']);
  return Mails.parse(await (await fetch(url)).json());
}
