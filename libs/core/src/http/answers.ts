import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';

/** Documents what a route answers, from the same schema that clients and tests read it with. */
export function Answers(status: number, schema?: z.ZodType): MethodDecorator {
  return applyDecorators(
    HttpCode(status),
    schema ? ApiResponse({ status, schema: toOpenApi(schema, 'output') }) : ApiResponse({ status }),
    ApiResponse({ status: '4XX', description: 'application/problem+json' }),
  );
}

type OpenApiSchema = Parameters<typeof ApiResponse>[0] extends infer Options
  ? Options extends { schema: infer Schema }
    ? Schema
    : never
  : never;

/** OpenAPI 3.1 schemas are JSON Schema 2020-12, which zod writes. */
export function toOpenApi(schema: z.ZodType, io: 'input' | 'output'): OpenApiSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  return json as OpenApiSchema;
}
