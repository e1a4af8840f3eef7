import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Takes bodies as JSON and as nothing else, except on the routes of `TakesUpload`: 415. A form or plain text of another site travels without asking
 * this one first, and what is read in two ways is checked in one.
 */
export function takeJsonOnly(app: NestFastifyApplication, bodyLimit: number): void {
  app.getHttpAdapter().getInstance().removeAllContentTypeParsers();
  app.useBodyParser('application/json', { bodyLimit });
}
