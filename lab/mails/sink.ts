import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail server that takes everything and keeps the last message, to be sent again for comparison. */
export class Sink {
  last = '';
  #taken = 0;
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData: (stream, _session, done) => {
      text(stream).then((message) => {
        this.last = message;
        this.#taken += 1;
        done();
      }, done);
    },
  });

  async open(): Promise<string> {
    const listening = this.#server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  }

  /** Resolves when so many mails have come since the last call. */
  async hasTaken(count: number): Promise<void> {
    while (this.#taken < count) await new Promise((settle) => setTimeout(settle, 5));
    this.#taken = 0;
  }

  close(): Promise<void> {
    return new Promise((settle) => this.#server.close(settle));
  }
}
