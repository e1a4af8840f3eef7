import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus scrapes from the internal port. */
export const metrics = new Registry();
collectDefaultMetrics({ register: metrics });
const registers = [metrics];

export const requestDuration = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time to answer, by route template and status class.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers,
});

// The label is `queue`, which is the name of the job: `job` is what Prometheus calls what it scrapes.

// ── What this process does: add it up over all of them. ──

export const jobDuration = new Histogram({
  name: 'job_duration_seconds',
  help: 'Time a run of a job took.',
  labelNames: ['queue'],
  buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 30],
  registers,
});

export const jobsRunning = new Gauge({
  name: 'jobs_running',
  help: 'Runs under way in this process.',
  labelNames: ['queue'],
  registers,
});

export const jobRuns = new Counter({
  name: 'job_runs_total',
  help: 'Runs that ended: done, failed (it is tried again later) or gave_up (it is a dead letter).',
  labelNames: ['queue', 'outcome'],
  registers,
});

export const jobRetries = new Counter({
  name: 'job_retries_total',
  help: 'Runs that were not the first of their row.',
  labelNames: ['queue'],
  registers,
});

export const relayLooks = new Counter({
  name: 'outbox_relay_looks_total',
  help: 'How often the relay has looked for due rows and could.',
  registers,
});

const publishDelay = new Histogram({
  name: 'outbox_publish_delay_seconds',
  help: 'From the time a row was due (for most: written) until it was in Redis and that was committed.',
  labelNames: ['queue'],
  buckets: [0.01, 0.05, 0.25, 1, 5, 30, 120, 600],
  registers,
});

/** Rows that are in Redis now, `agoMs` after they were found. The histogram's count is how many were published. */
export function countPublished(rows: readonly { job: string; lateSeconds: number }[], agoMs: number): void {
  for (const { job, lateSeconds } of rows) publishDelay.observe({ queue: job }, lateSeconds + agoMs / 1_000);
}

// ── What PostgreSQL and Redis hold: every worker says the same, so take one of them (`max by`). ──

export const outboxRows = new Gauge({
  name: 'outbox_rows',
  help: 'Open rows: due, scheduled for later, published (in Redis, not done) or dead. Counted up to 10000.',
  labelNames: ['queue', 'state'],
  registers,
});

export const outboxOldestDue = new Gauge({
  name: 'outbox_oldest_due_seconds',
  help: 'How long the oldest row that is not published has been due.',
  labelNames: ['queue'],
  registers,
});

export const queueJobs = new Gauge({
  name: 'queue_jobs',
  help: 'Jobs in Redis: waiting for a worker, or active in one.',
  labelNames: ['queue', 'state'],
  registers,
});

export const backlogReadable = new Gauge({
  name: 'backlog_readable',
  help: '1 when the server could be asked at this scrape; when it is 0 its gauges are left out.',
  labelNames: ['server'],
  registers,
});
