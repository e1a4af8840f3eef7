import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

const hash = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** How a request may be told off: the status and code that S3 would answer. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

/** What the next request will meet. */
export type S3Fault = 'busy' | 'hangs' | 'hangs up';

/**
 * One bucket of S3 in memory, over real HTTP. It believes nobody: each request must be signed by AWS's Signature
 * Version 4, now, and for exactly the bytes that arrive.
 */
export class TestS3 {
  readonly credentials = { AWS_ACCESS_KEY_ID: 'AKIDTEST', AWS_SECRET_ACCESS_KEY: 'secret/of+a=test' };
  readonly files = new Map<string, Buffer>();
  readonly requests: string[] = [];
  private readonly faults: S3Fault[] = [];
  private readonly server = createServer((request, response) => void this.answer(request, response));

  static async start(): Promise<TestS3> {
    const s3 = new TestS3();
    s3.server.listen(0, '127.0.0.1');
    await once(s3.server, 'listening');
    return s3;
  }

  /** For STORAGE_URL. */
  address(folder = ''): string {
    return `s3://bucket${folder}?region=eu-test-1&endpoint=${encodeURIComponent(this.origin)}`;
  }

  willMeet(...faults: S3Fault[]): void {
    this.faults.push(...faults);
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    this.requests.push(`${request.method} ${request.url}`);
    const fault = this.faults.shift();
    if (fault === 'hangs') return;
    if (fault === 'hangs up') return void response.destroy();
    try {
      if (fault === 'busy') throw new Refusal(503, 'SlowDown');
      this.checkSignature(request, body);
      this.perform(request, body, response);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      response.writeHead(refusal.status, { 'content-type': 'application/xml' });
      response.end(`<?xml version="1.0"?><Error><Code>${refusal.code}</Code></Error>`);
    }
  }

  private perform({ method, url = '' }: IncomingMessage, body: Buffer, response: ServerResponse): void {
    if (!url.startsWith('/bucket/')) throw new Refusal(404, 'NoSuchBucket');
    const file = this.files.get(url);
    if (method === 'PUT') this.files.set(url, body);
    else if (method === 'DELETE') this.files.delete(url);
    else if (!file) throw new Refusal(404, 'NoSuchKey');
    const content = method === 'GET' || method === 'HEAD' ? (file ?? Buffer.alloc(0)) : Buffer.alloc(0);
    response.writeHead(method === 'DELETE' ? 204 : 200, { 'content-length': content.length });
    response.end(method === 'HEAD' ? undefined : content);
  }

  /** Written from AWS's description of the signature, and not from what our driver sends. */
  private checkSignature({ method, url, headers }: IncomingMessage, body: Buffer): void {
    const [, accessKey, day = '', region = '', signedHeaders = '', signature = ''] =
      /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([\w-]+)\/s3\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/.exec(
        headers.authorization ?? '',
      ) ?? [];
    if (accessKey !== this.credentials.AWS_ACCESS_KEY_ID) throw new Refusal(403, 'InvalidAccessKeyId');
    const date = String(headers['x-amz-date']);
    if (!date.startsWith(day) || Math.abs(Date.now() - timeOf(date)) > 15 * 60_000)
      throw new Refusal(403, 'RequestTimeTooSkewed');
    if (headers['x-amz-content-sha256'] !== hash(body)) throw new Refusal(400, 'XAmzContentSHA256Mismatch');
    const names = signedHeaders.split(';');
    if (!['host', 'x-amz-date', 'x-amz-content-sha256'].every((name) => names.includes(name)))
      throw new Refusal(403, 'AccessDenied');

    const lines = names.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('');
    const canonical = [method, url, '', lines, signedHeaders, hash(body)].join('\n');
    const scope = `${day}/${region}/s3/aws4_request`;
    const toSign = ['AWS4-HMAC-SHA256', date, scope, hash(canonical)].join('\n');
    const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
      hmac,
      `AWS4${this.credentials.AWS_SECRET_ACCESS_KEY}`,
    );
    if (!timingSafeEqual(hmac(key, toSign), Buffer.from(signature, 'hex')))
      throw new Refusal(403, 'SignatureDoesNotMatch');
  }
}

/** 20260102T030405Z, as AWS writes it. */
const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
