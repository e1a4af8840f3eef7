import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Module, type Type } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, NestFactory } from '@nestjs/core';
import { Database } from '@tradewind/database';
import { type JobName, jobNames } from '@tradewind/jobs';
import type { Config } from '../config/config.ts';
import { HandlesJob } from './job-handler.ts';
import { JobRunner } from './job-runner.ts';

/** A class that says it handles this job, as a processor does. */
function aHandlerOf(name: JobName): Type {
  @HandlesJob(name)
  class Handler {
    async handle(): Promise<void> {}
  }
  return Handler;
}

/** Starts a runner beside these handlers. It looks at them first: nothing is connected to when they are wrong. */
async function start(handlers: Type[]): Promise<void> {
  @Module({ imports: [DiscoveryModule], providers: handlers })
  class Handlers {}
  const app = await NestFactory.createApplicationContext(Handlers, { logger: false });
  const db = new Database({ url: '', replicaUrls: [], poolSize: 2, maxLagMs: 1_000, maxWaitMs: 1_000 });
  try {
    new JobRunner(app.get(DiscoveryService), db, {} as Config).onApplicationBootstrap();
  } finally {
    await Promise.all([app.close(), db.close()]);
  }
}

describe('a worker', () => {
  it.each(jobNames)('refuses to start without a handler for %s', async (missing) => {
    const others = jobNames.filter((name) => name !== missing).map(aHandlerOf);
    await expect(start(others)).rejects.toThrow(`The job ${missing} has 0 handlers; it needs exactly one.`);
  });

  it.each(jobNames)('refuses to start with two handlers for %s', async (doubled) => {
    const handlers = [...jobNames, doubled].map(aHandlerOf);
    await expect(start(handlers)).rejects.toThrow(`The job ${doubled} has 2 handlers; it needs exactly one.`);
  });
});
