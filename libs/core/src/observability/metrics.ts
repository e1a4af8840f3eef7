import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What Prometheus scrapes from the internal port. */
export const metrics = new Registry();
collectDefaultMetrics({ register: metrics });

export const requestDuration = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time to answer, by route template and status class.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [metrics],
});

export const jobDuration = new Histogram({
  name: 'job_duration_seconds',
  help: 'Time a job took, by job.',
  labelNames: ['job'],
  buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 30],
  registers: [metrics],
});
