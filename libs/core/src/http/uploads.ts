import type { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import { currentScope } from '@tradewind/database';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { DomainError, Invalid, TooBusy } from '../errors/domain-error.ts';

export class FileTooLarge extends DomainError {
  readonly status = 413;
  readonly code = 'file_too_large';
  constructor(readonly maxBytes: number) {
    super('The file is too large.');
  }
}

/** A file that has arrived, with the other fields of its form. */
export interface Upload {
  readonly file: Buffer;
  readonly fields: Readonly<Record<string, string>>;
}

/** Lets a route take a form with a file in it. No other route does. */
export const TakesUpload = () =>
  applyDecorators(RouteConfig({ takesUpload: true }), ApiConsumes('multipart/form-data'));

const isForm = /^multipart\//i;

/** Reads forms on the routes that take them; elsewhere a form is refused as anything but JSON is. */
export async function takeUploads(server: FastifyInstance): Promise<void> {
  server.addHook('preParsing', (request, _reply, payload, done) => {
    const { 'content-type': type = '' } = request.headers;
    const takesUpload = 'takesUpload' in request.routeOptions.config;
    if (isForm.test(type) && !takesUpload) done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(type));
    else done(null, payload);
  });
  // A file that is too large is refused below, when it is, and not when its form has ended.
  await server.register(multipart, { throwFileSizeLimit: false });
}

/**
 * What the files that are just being received may take together, of all requests to this process. At its worst it is
 * twice that: their parts are joined, and what is sent on to a bucket is copied by `fetch`.
 */
const maxBytesAtOnce = 80_000_000;
/** So many files one store's staff may send at once, for they share that room with those of all other stores. */
const maxPerStore = 3;
/** What a form needs beside its file. */
const formBytes = 16_384;
/** How long the rest of a refused form is read and dropped: whoever is still sending would not hear the answer else. */
const lingerMs = 5_000;

let bytesHeld = 0;
const underWay = new Map<string, number>();

/** Takes the one file of a request's form into memory for as long as `use` takes; refuses early what is too large. */
export async function withUpload<Result>(
  request: FastifyRequest,
  maxBytes: number,
  use: (upload: Upload) => Promise<Result>,
): Promise<Result> {
  const held = { bytes: 0 };
  const leave = enter(request);
  try {
    return await use(await receive(request, maxBytes, held));
  } finally {
    leave();
    bytesHeld -= held.bytes;
  }
}

/** Takes one of the places that a store has, and answers how to give it back. */
function enter(request: FastifyRequest): () => void {
  const storeId = currentScope()?.storeId ?? '';
  const others = underWay.get(storeId) ?? 0;
  if (others >= maxPerStore) {
    dropTheRest(request);
    throw new TooBusy();
  }
  underWay.set(storeId, others + 1);
  return () => {
    const left = (underWay.get(storeId) ?? 1) - 1;
    if (left > 0) underWay.set(storeId, left);
    else underWay.delete(storeId);
  };
}

async function receive(request: FastifyRequest, maxBytes: number, held: { bytes: number }): Promise<Upload> {
  if (!request.isMultipart())
    throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(request.headers['content-type'] ?? '');
  try {
    if (Number(request.headers['content-length']) > maxBytes + formBytes) throw new FileTooLarge(maxBytes);
    return await readForm(request, maxBytes, held);
  } catch (error) {
    dropTheRest(request);
    // What the parser says of a form that it cannot read is no refusal yet.
    throw error instanceof Error && 'statusCode' in error ? error : asRefusal(error);
  }
}

const asRefusal = (error: unknown): unknown =>
  error instanceof DomainError ? error : new Invalid([{ path: '', message: 'This is not a whole form.' }]);

async function readForm(request: FastifyRequest, maxBytes: number, held: { bytes: number }): Promise<Upload> {
  const fields: Record<string, string> = {};
  let file: Buffer | undefined;
  const limits = { fileSize: maxBytes, files: 2, fields: 8, fieldSize: 4_096, fieldNameSize: 64 };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file') {
      if (file || part.fieldname !== 'file') throw oneFileOnly();
      file = await collect(part.file, maxBytes, held);
    } else {
      if (Object.hasOwn(fields, part.fieldname) || part.valueTruncated || part.fieldnameTruncated)
        throw new Invalid([{ path: part.fieldname, message: 'Send it once, and shorter than 4096 bytes.' }]);
      fields[part.fieldname] = String(part.value);
    }
  }
  if (!file) throw oneFileOnly();
  return { file, fields };
}

const oneFileOnly = () => new Invalid([{ path: 'file', message: 'Send one file, in the field "file".' }]);

async function collect(file: Readable, maxBytes: number, held: { bytes: number }): Promise<Buffer> {
  // The parser goes on to the end of the form, and there may be none.
  file.once('limit', () => file.destroy(new FileTooLarge(maxBytes)));
  const chunks: Buffer[] = [];
  for await (const chunk of file as AsyncIterable<Buffer>) {
    if (bytesHeld + chunk.length > maxBytesAtOnce) throw new TooBusy();
    bytesHeld += chunk.length;
    held.bytes += chunk.length;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function dropTheRest({ raw }: FastifyRequest): void {
  raw.unpipe();
  raw.resume();
  setTimeout(() => raw.complete || raw.destroy(), lingerMs).unref();
}
