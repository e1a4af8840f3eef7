import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Address } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Mailbox, Message } from './mailbox.ts';

const LARGEST_MAIL = 10 * 1024 * 1024;

/** An SMTP server that takes every mail from anybody, for anybody, and delivers none. */
export function createSmtpServer(mailbox: Mailbox): SMTPServer {
  return new SMTPServer({
    banner: 'Tradewind mailbox: nothing leaves this machine',
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    size: LARGEST_MAIL,
    closeTimeout: 1_000,
    onAuth: ({ username }, _session, done) => done(null, { user: username ?? 'anybody' }),
    onData: (stream, { envelope }, done) => {
      const recipients = envelope.rcptTo.map(({ address }) => address);
      buffer(stream)
        .then(async (raw) => {
          if (stream.sizeExceeded) throw tooLarge();
          mailbox.add(await readMessage(raw, recipients));
        })
        .then(() => done(), done);
    },
  });
}

async function readMessage(raw: Buffer, recipients: string[]): Promise<Message> {
  const mail = await PostalMime.parse(raw);
  return {
    id: randomUUID(),
    from: mail.from ? written(mail.from) : '',
    to: recipients,
    subject: mail.subject ?? '',
    date: mail.date ?? new Date().toISOString(),
    messageId: mail.messageId ?? '',
    html: mail.html ?? '',
    text: mail.text ?? '',
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    attachments: mail.attachments.map(({ filename, mimeType, content }) => ({
      filename: filename ?? '',
      contentType: mimeType,
      size: typeof content === 'string' ? content.length : content.byteLength,
    })),
  };
}

function written({ name, address }: Address): string {
  if (!address) return name;
  return name ? `${name} <${address}>` : address;
}

/** 552 tells the sender to give up; without a code it would be asked to try again. */
function tooLarge(): Error {
  return Object.assign(new Error('The message is larger than 10 MiB.'), { responseCode: 552 });
}
