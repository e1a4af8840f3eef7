import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Mailbox } from './mailbox.ts';
import { createSmtpServer } from './smtp.ts';
import { createWeb } from './web.ts';

export interface RunningMailbox {
  webUrl: string;
  smtpUrl: string;
  close(): Promise<void>;
}

/** Opens both doors of one mailbox: SMTP in, HTTP out. Port 0 takes any free one. */
export async function startMailbox(at: {
  host: string;
  port: number;
  smtpPort: number;
}): Promise<RunningMailbox> {
  const mailbox = new Mailbox();
  const smtp = createSmtpServer(mailbox);
  // A client that hangs up in the middle of a mail is no reason to stop.
  smtp.on('error', (error) => console.warn(`smtp: ${error.message}`));
  const listener = smtp.listen(at.smtpPort, at.host);
  await once(listener, 'listening');

  const web = createWeb(mailbox);
  const webUrl = await web.listen({ host: at.host, port: at.port });
  return {
    webUrl,
    smtpUrl: `smtp://${at.host}:${portOf(listener.address())}`,
    close: async () => {
      await web.close();
      await new Promise<void>((closed) => smtp.close(closed));
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The SMTP server has no port.');
  return address.port;
}
