import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { toOpenApi } from './answers.ts';

/** OpenAPI 3.1 at /docs, written from the contracts the routes validate with. */
export function serveDocs(app: NestFastifyApplication): void {
  const description = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Tradewind')
    .setDescription('One API for every store of a deployment; the host name says which store.')
    .setVersion('1')
    .build();
  const document = () =>
    SwaggerModule.createDocument(app, description, {
      standardSchemaConverter: (schema, { schemaType }) =>
        schema instanceof z.ZodType ? { schema: toOpenApi(schema, schemaType) } : undefined,
    });
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'docs/json', yamlDocumentUrl: 'docs/yaml' });
}
