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
  /** How long one request may take. */
  readonly timeoutMs?: number;
}

/** It does not answer, or only that it is busy, however often it is asked. */
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

  async find(key: string): Promise<Buffer | undefined> {
    const { status, content } = await this.send('GET', key);
    return status === 404 ? undefined : content;
  }

  async exists(key: string, signal?: AbortSignal): Promise<boolean> {
    return (await this.send('HEAD', key, { signal })).status !== 404;
  }

  async delete(key: string, signal?: AbortSignal): Promise<void> {
    await this.send('DELETE', key, { signal });
  }

  /** Answers what was said, be it that there is no such file. */
  private async send(method: string, key: string, sent: Sent = {}): Promise<Reply> {
    checkKey(key);
    for (let attempt = 1; ; attempt++) {
      const { reply, trouble } = await this.attempt(method, key, sent);
      if (reply) return checked(reply, method, key);
      if (attempt === maxAttempts || sent.signal?.aborted) throw new StorageUnavailable(trouble);
      await sleep(firstWaitMs * 2 ** attempt * (0.5 + Math.random()));
    }
  }

  /** What was answered, unless the same question may be answered better a little later. */
  private async attempt(
    method: string,
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

  private async ask(method: string, key: string, { body, signal }: Sent): Promise<Reply> {
    const { url, timeoutMs = 10_000, ...credentials } = this.place;
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
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
      ...(body && { body: new Uint8Array(body) }),
    });
    return { status: answer.status, content: Buffer.from(await answer.arrayBuffer()) };
  }
}

function checked(reply: Reply, method: string, key: string): Reply {
  const isFine = reply.status < 300 || (reply.status === 404 && method !== 'PUT');
  if (!isFine)
    throw new Error(`The storage refused to ${method} ${key}: ${reply.status} ${errorCode(reply)}`);
  return reply;
}

const errorCode = ({ content }: Reply): string =>
  /<Code>(\w+)<\/Code>/.exec(content.toString('utf8', 0, 2_000))?.[1] ?? '';
