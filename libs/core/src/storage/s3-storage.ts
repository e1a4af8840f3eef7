import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { DomainError } from '../errors/domain-error.ts';
import { checkKey, Storage } from './storage.ts';

export interface S3Place {
  /** Address of the bucket, and of a folder in it, without a slash at the end. */
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** How long a reader waits, all attempts together, and one attempt half of that; a writer waits three times as long. */
  readonly patienceMs?: number;
}

/** It does not answer, is busy however often it is asked, or refuses us: there is no such bucket, or not for our key. */
export class StorageUnavailable extends DomainError {
  readonly status = 503;
  readonly code = 'storage_unavailable';
  readonly retryAfterSeconds = 5;
  constructor(override readonly cause: unknown) {
    super('Files cannot be reached right now. Try again in a moment.');
  }
}

const maxAttempts = 3;
const firstWaitMs = 100;

type Method = 'GET' | 'HEAD' | 'PUT' | 'DELETE';

interface Sent {
  readonly body?: Buffer;
  readonly signal?: AbortSignal | undefined;
}

interface Reply {
  readonly status: number;
  readonly content: Buffer;
}

/**
 * Files in a bucket of S3, or of anything that speaks its protocol. Four plain requests, signed: the vendor's SDK would
 * be a hundred packages for them. Each is safe to repeat, so what failed on the way is tried again, a few times.
 */
export class S3Storage extends Storage {
  constructor(private readonly place: S3Place) {
    super();
  }

  async put(key: string, content: Buffer): Promise<void> {
    await this.send('PUT', key, { body: content });
  }

  async find(key: string, signal?: AbortSignal): Promise<Buffer | undefined> {
    const { status, content } = await this.send('GET', key, { signal });
    return status === 404 ? undefined : content;
  }

  /** The answer has no words in it: for once, a bucket that is not there is as a file that is not there. */
  async exists(key: string, signal?: AbortSignal): Promise<boolean> {
    return (await this.send('HEAD', key, { signal })).status !== 404;
  }

  async delete(key: string, signal?: AbortSignal): Promise<void> {
    await this.send('DELETE', key, { signal });
  }

  /** Answers what was said, be it that there is no such file. */
  private async send(method: Method, key: string, sent: Sent = {}): Promise<Reply> {
    checkKey(key);
    const patienceMs = this.patienceFor(method);
    const patience = within(patienceMs, sent.signal);
    for (let attempt = 1; ; attempt++) {
      const signal = within(patienceMs / 2, patience);
      const { reply, trouble } = await this.attempt(method, key, { ...sent, signal });
      if (reply) return checked(reply, method, key);
      if (attempt === maxAttempts || patience.aborted) throw new StorageUnavailable(trouble);
      await sleep(firstWaitMs * 2 ** attempt * (0.5 + Math.random()));
    }
  }

  private patienceFor(method: Method): number {
    const { patienceMs = 8_000 } = this.place;
    return method === 'GET' || method === 'HEAD' ? patienceMs : 3 * patienceMs;
  }

  /** What was answered, unless the same question may be answered better a little later. */
  private async attempt(
    method: Method,
    key: string,
    sent: Sent,
  ): Promise<{ reply?: Reply; trouble?: unknown }> {
    try {
      const reply = await this.ask(method, key, sent);
      if (reply.status < 500 && reply.status !== 429) return { reply };
      return { trouble: new Error(`${reply.status} ${errorCode(reply)}`) };
    } catch (error) {
      return { trouble: error };
    }
  }

  private async ask(method: Method, key: string, { body, signal }: Sent): Promise<Reply> {
    const { url, patienceMs: _, ...credentials } = this.place;
    const { headers } = await new AwsV4Signer({
      ...credentials,
      sessionToken: credentials.sessionToken ?? '',
      service: 's3',
      method,
      url: `${url}/${key}`,
      headers: {
        'x-amz-content-sha256': createHash('sha256')
          .update(body ?? '')
          .digest('hex'),
      },
    }).sign();
    const answer = await fetch(`${url}/${key}`, {
      method,
      headers,
      redirect: 'error',
      ...(signal && { signal }),
      ...(body && { body }),
    });
    return { status: answer.status, content: Buffer.from(await answer.arrayBuffer()) };
  }
}

const within = (milliseconds: number, signal?: AbortSignal): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(milliseconds), ...(signal ? [signal] : [])]);

/** A file that is not there is an answer; a bucket that is not there would make all of them seem lost. */
function checked(reply: Reply, method: Method, key: string): Reply {
  if (reply.status < 300) return reply;
  const code = errorCode(reply);
  if (reply.status === 404 && method !== 'PUT' && code !== 'NoSuchBucket') return reply;
  throw new StorageUnavailable(new Error(`The storage refused to ${method} ${key}: ${reply.status} ${code}`));
}

const errorCode = ({ content }: Reply): string =>
  /<Code>(\w+)<\/Code>/.exec(content.toString('utf8', 0, 2_000))?.[1] ?? '';
