import { startMailbox } from './start-mailbox.ts';

const mailbox = await startMailbox({
  host: process.env.HOST ?? '127.0.0.1',
  port: Number(process.env.PORT ?? 3004),
  smtpPort: Number(process.env.SMTP_PORT ?? 3025),
});
console.log(`mailbox: ${mailbox.webUrl} shows what arrives at ${mailbox.smtpUrl}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void mailbox.close().then(() => process.exit(0)));
}
