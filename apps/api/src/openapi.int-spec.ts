import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi, readConfig } from '@tradewind/core';
import { z } from 'zod';
import { AppModule } from './app.module.ts';

const OpenApi = z.object({
  openapi: z.string(),
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) })),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});
type OpenApi = z.infer<typeof OpenApi>;

let app: NestFastifyApplication;
let document: OpenApi;

beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'silent';
  app = await createApi(AppModule, readConfig());
  const { payload } = await app.inject({ method: 'GET', url: '/docs/json' });
  document = OpenApi.parse(JSON.parse(payload));
});
afterAll(() => app.close());

/** Fastify prints its routes as a tree: a line for each part of a path, four characters deeper than its parent. */
function routesOf(api: NestFastifyApplication): string[] {
  const path: string[] = [];
  return (
    api
      .getHttpAdapter()
      .getInstance()
      .printRoutes({ commonPrefix: false })
      .split('\n')
      .flatMap((line) => {
        const [, indent = '', part = '', verbs = ''] = /^([│ ]*)[├└]── (\S*)(?: \((.*)\))?/.exec(line) ?? [];
        path.splice(indent.length / 4, Infinity, part);
        const url = path.join('').replaceAll(/:(\w+)/g, '{$1}');
        return verbs.split(', ').flatMap((verb) => (verb && verb !== 'HEAD' ? [`${verb} ${url}`] : []));
      })
      // Pages, not API: this document's own, and the operators' view of the queues.
      .filter((route) => !/ \/(docs|api\/staff\/queues)/.test(route))
      .sort()
  );
}

function refsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : refsOf(inner)));
}

describe('the OpenAPI document', () => {
  it('is one of version 3.1 whose references all lead somewhere', () => {
    expect(document.openapi).toBe('3.1.0');
    const refs = new Set(refsOf(document));
    expect(refs.size).toBeGreaterThan(0);
    const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect([...refs].filter((ref) => !known.includes(ref))).toEqual([]);
  });

  it('names every route that the server has, and no other', () => {
    const documented = Object.entries(document.paths).flatMap(([path, verbs]) =>
      Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`),
    );
    expect(routesOf(app)).toEqual(documented.sort());
  });

  it('says of every route what it answers, refusals too', () => {
    const answers = Object.values(document.paths).flatMap((verbs) =>
      Object.values(verbs).map(({ responses }) => Object.keys(responses)),
    );
    expect(answers.every((statuses) => statuses.some((status) => status.startsWith('2')))).toBe(true);
  });
});
