import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type RawBodyRequest,
} from '@nestjs/common';
import { AddImage, Id, IdempotencyKey } from '@tradewind/contracts';
import { Invalid, NotFound, type Upload, withUpload } from '@tradewind/core';
import { Database } from '@tradewind/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { inspectPicture } from './inspect-picture.ts';
import { originalKeyOf, Originals } from './originals.ts';

const maxBytes = 20_000_000;

/** A picture that was received, looked at and stored. */
export interface ReceivedImage {
  readonly alt: string;
  readonly originalKey: string;
  readonly width: number;
  readonly height: number;
}

const received = new WeakMap<FastifyRequest, ReceivedImage>();

/** What `ReceiveImage` has received. */
export const Received = createParamDecorator((_: unknown, context: ExecutionContext): ReceivedImage => {
  const image = received.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (!image) throw new Error('Only behind ReceiveImage is there a picture.');
  return image;
});

/** Takes the picture of a form, outside of any transaction: a slow sender must not hold one. */
@Injectable()
export class ReceiveImage implements NestInterceptor {
  constructor(
    private readonly db: Database,
    private readonly originals: Originals,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    return from(this.receive(http.getRequest<RawBodyRequest<FastifyRequest>>(), http.getResponse(), next));
  }

  private async receive(
    request: RawBodyRequest<FastifyRequest>,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    checkKey(request);
    await this.checkProduct(request.params);
    return withUpload(request, maxBytes, async (upload) => {
      const image = await inspect(upload);
      received.set(request, image);
      // What an Idempotency-Key stands for: the same picture under the same words is the same request.
      request.rawBody = Buffer.from(JSON.stringify(image));
      const answer = await this.originals.keepAround(image.originalKey, upload.file, () =>
        firstValueFrom<unknown>(next.handle()),
      );
      // The picture that was answered for may have been removed since, and its file is there again.
      if (reply.hasHeader('idempotent-replayed')) await this.originals.tidyLater(image.originalKey);
      return answer;
    });
  }

  /** Before anything is received; what is decided then is decided again where it is written. */
  private async checkProduct(params: unknown): Promise<void> {
    const id = Id.safeParse(typeof params === 'object' && params !== null && 'id' in params && params.id);
    if (!id.success) throw new Invalid([{ path: 'id', message: 'This is no id.' }]);
    const product = await this.db.read.product.findFirst({ where: { id: id.data }, select: { id: true } });
    if (!product) throw new NotFound();
  }
}

/** As `Idempotent` does, which comes to it when the file has been stored. */
function checkKey({ headers }: FastifyRequest): void {
  if (!IdempotencyKey.safeParse(headers['idempotency-key']).success)
    throw new Invalid([{ path: 'Idempotency-Key', message: 'Send a key of 8 to 200 printable characters.' }]);
}

async function inspect({ file, fields }: Upload): Promise<ReceivedImage> {
  const form = AddImage.safeParse(fields);
  if (!form.success)
    throw new Invalid(form.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
  const { kind, width, height } = await inspectPicture(file);
  return { alt: form.data.alt, originalKey: originalKeyOf(file, kind), width, height };
}
