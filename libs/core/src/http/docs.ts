import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
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
    shareSchemas(
      SwaggerModule.createDocument(app, description, {
        standardSchemaConverter: (schema, { schemaType }) =>
          schema instanceof z.ZodType ? { schema: toOpenApi(schema, schemaType) } : undefined,
      }),
    );
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'docs/json', yamlDocumentUrl: 'docs/yaml' });
}

/** Moves the definitions that zod writes beside each schema to the one place where OpenAPI refers to them. */
function shareSchemas(document: OpenAPIObject): OpenAPIObject {
  const schemas: Record<string, unknown> = { ...document.components?.schemas };
  const moved: unknown = JSON.parse(JSON.stringify(document), (key, value: unknown) => {
    if (key === '$ref' && typeof value === 'string')
      return value.replace('#/$defs/', '#/components/schemas/');
    if (key !== '$defs') return value;
    Object.assign(schemas, value);
    return undefined;
  });
  return {
    ...(moved as OpenAPIObject),
    components: { ...document.components, schemas: schemas as SchemasObject },
  };
}

type SchemasObject = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
