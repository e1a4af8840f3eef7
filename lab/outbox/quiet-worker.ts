import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CoreModule, CoreWorkerModule, HandlesJob } from '@tradewind/core';
import { type JobName, jobNames } from '@tradewind/jobs';

/** The worker's relay and runner, in this process, with handlers that only count: what is left is the way to the job. */
export class QuietWorker {
  private runs = 0;
  private readonly app: Promise<INestApplicationContext>;

  constructor() {
    const Handlers = class {
      readonly title = 'quiet worker';
    };
    // Called as functions: Node runs this file as it is, and decorators are not yet JavaScript.
    Module({
      imports: [CoreModule, CoreWorkerModule],
      // One handler comes with the core.
      providers: jobNames.filter((name) => name !== 'tidy-store').map((name) => this.counterOf(name)),
    })(Handlers);
    this.app = NestFactory.createApplicationContext(Handlers, { logger: ['error'] });
  }

  /** Resolves when so many jobs have run since the last call. */
  async hasRun(count: number): Promise<void> {
    await this.app;
    while (this.runs < count) await sleep(5);
    this.runs = 0;
  }

  async stop(): Promise<void> {
    await (await this.app).close();
  }

  private counterOf(name: JobName) {
    const count = () => this.runs++;
    const Handler = class {
      handle(): Promise<void> {
        count();
        return Promise.resolve();
      }
    };
    HandlesJob(name)(Handler);
    return Handler;
  }
}
