import type { Scope } from '@tradewind/database';
import { jobDuration, jobRetries, jobsRunning } from './metrics.ts';
import { beginSpan } from './tracing.ts';

interface Cause {
  storeId: string;
  traceparent: string | null;
}

/** Runs a job as a span of the trace that caused it, and measures it. `work` gets what it hands on to others. */
export async function observedRun(
  { job, outboxId, attempt }: NonNullable<Scope['run']>,
  { storeId, traceparent }: Cause,
  work: (traceparent: string) => Promise<void>,
): Promise<void> {
  const span = beginSpan({
    name: `job ${job}`,
    kind: 'job',
    parent: traceparent ?? undefined,
    attributes: {
      'tradewind.job': job,
      'tradewind.outbox_id': outboxId,
      'tradewind.attempt': attempt,
      'tradewind.store_id': storeId,
    },
  });
  if (attempt > 1) jobRetries.inc({ queue: job });
  jobsRunning.inc({ queue: job });
  const stop = jobDuration.startTimer({ queue: job });
  try {
    await work(span.traceparent);
    span.end();
  } catch (error) {
    span.end({ failedWith: error instanceof Error ? error.name : typeof error });
    throw error;
  } finally {
    stop();
    jobsRunning.dec({ queue: job });
  }
}
