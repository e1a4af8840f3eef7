import { z } from 'zod';

const url = (protocols: RegExp) => z.url({ protocol: protocols });
const commaSeparated = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );

/** Every variable the API and the worker read, with what it means. Nothing else reads process.env. */
const Environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).describe('production, development or test'),
  HOST: z.string().default('127.0.0.1').describe('the address to listen on'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3001).describe('the port of the public API'),
  INTERNAL_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(3002)
    .describe('the port of /metrics and /health, never public'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('how much is logged'),
  DATABASE_URL: url(/^postgres(ql)?$/).describe('the primary, as the role tradewind_app'),
  REPLICA_URLS: commaSeparated
    .pipe(z.array(url(/^postgres(ql)?$/)))
    .describe('streaming replicas, comma-separated'),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(20)
    .describe('connections to each server'),
  DATABASE_MAX_WAIT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .default(5_000)
    .describe('how long to wait for a free connection'),
  MAX_REPLICA_LAG_MS: z.coerce
    .number()
    .int()
    .min(100)
    // A visitor's Read-After token must outlive any lag that is put up with.
    .max(50_000)
    .default(10_000)
    .describe('a replica further behind is not read from'),
  REDIS_URL: url(/^rediss?$/).describe('sessions and queues'),
  APP_SECRET: z
    .string()
    .min(32)
    .describe('at least 32 random characters; every other key is derived from it'),
  PUBLIC_ORIGIN: z
    .string()
    .regex(/^https?:\/\/\{host\}(:\d+)?$/)
    .default('http://{host}:3000')
    .describe('where customers reach a store, with {host} for its domain'),
  TRUSTED_PROXIES: z.string().default('loopback').describe('whose X-Forwarded-* headers are believed'),
  STRIPE_SECRET_KEY: z.string().min(8).describe("the payment provider's secret key"),
  STRIPE_PUBLISHABLE_KEY: z.string().min(8).describe("the payment provider's key for browsers"),
  STRIPE_WEBHOOK_SECRET: z.string().min(8).describe('what the payment provider signs its webhooks with'),
  STRIPE_API_URL: z.url().optional().describe('unset for Stripe itself, else the sandbox gateway'),
  STRIPE_SCRIPT_URL: z
    .url()
    .default('https://js.stripe.com/v3/')
    .describe("the payment provider's script for browsers"),
  STORAGE_DIR: z.string().min(1).optional().describe('the folder where files are kept'),
  STORAGE_URL: url(/^(s3|file)$/)
    .optional()
    .describe('where files are kept instead of STORAGE_DIR: s3://bucket/folder?endpoint=https://…&region=…'),
  COLD_STORAGE_URL: url(/^(s3|file)$/)
    .optional()
    .describe('where old original pictures go: file:///folder or s3://…; unset, they stay where they are'),
  ORIGINALS_COLD_AFTER_DAYS: z.coerce
    .number()
    .min(0)
    .default(90)
    .describe('how old an original is when it goes to COLD_STORAGE_URL'),
  AWS_ACCESS_KEY_ID: z.string().min(1).optional().describe('who we are to an s3:// storage'),
  AWS_SECRET_ACCESS_KEY: z.string().min(1).optional().describe('the secret of AWS_ACCESS_KEY_ID'),
  AWS_SESSION_TOKEN: z.string().min(1).optional().describe('where the credentials are for a time only'),
  SMTP_URL: url(/^smtps?$/).describe('the mail server'),
  MAIL_FROM: z.string().default('orders@tradewind.example').describe('the sender of every e-mail'),
  MAIL_DELIVERY_MS: z.coerce
    .number()
    .int()
    .min(100)
    // Less than a job may take.
    .max(50_000)
    .default(40_000)
    .describe("how long a mail may take, from its job's asking to the mail server's yes"),
  SMTP_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(10)
    .describe('how many mails one worker sends at once, each over a connection of its own'),
  AVIF_EFFORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(9)
    .default(3)
    .describe('CPU spent on small pictures: 0 is fast, 9 is slow'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(/^https?$/)
    .optional()
    .describe('a collector of traces, such as http://127.0.0.1:4318; unset, traces are only handed on'),
  JOB_LOCK_MS: z.coerce
    .number()
    .int()
    .min(1_000)
    .default(10_000)
    .describe('a worker that is not heard of for so long has lost its jobs to the others'),
  JOB_DRAIN_MS: z.coerce
    .number()
    .int()
    .min(0)
    // Shorter than the grace period that the manifests give a worker.
    .default(25_000)
    .describe(
      'how long a worker that is told to stop waits for its jobs; what takes longer runs again elsewhere',
    ),
  UNPAID_ORDER_MINUTES: z.coerce
    .number()
    .positive()
    .default(15)
    .describe('how long stock is held for an unpaid order'),
  ORDERS_PER_CLIENT: z.coerce
    .number()
    .int()
    .min(0)
    .default(30)
    .describe('how many orders one network may place while a hold lasts; 0 for no limit'),
});

export type Config = Readonly<z.infer<typeof Environment>>;
/** The token under which Nest provides the configuration. */
export const Config = Symbol('Config');

/** What examples and Compose use; fit for a machine that only its owner reaches. */
const knownSecret = /change-?me|development|insecure|example/i;

/** Reads and checks the environment; ends the process with one sentence per mistake. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const result = Environment.safeParse(env);
  if (!result.success)
    refuse(result.error.issues.map((issue) => explain(String(issue.path[0]), issue.message)));
  const config = result.data;
  const isPublic = config.PUBLIC_ORIGIN.startsWith('https:');
  if (isPublic && knownSecret.test(config.APP_SECRET))
    refuse(['APP_SECRET is a default. Make one: openssl rand -hex 32']);
  refuseIncompleteStorage(config);
  return config;
}

function refuseIncompleteStorage({ STORAGE_DIR, STORAGE_URL, COLD_STORAGE_URL, ...config }: Config): void {
  if (!STORAGE_DIR && !STORAGE_URL) refuse([explain('STORAGE_DIR', 'Set it, or STORAGE_URL.')]);
  if (![STORAGE_URL, COLD_STORAGE_URL].some((address) => address?.startsWith('s3:'))) return;
  const missing = (['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const).filter((name) => !config[name]);
  if (missing.length > 0) refuse(missing.map((name) => explain(name, 'An s3:// storage needs it.')));
}

function explain(name: string, problem: string): string {
  const meaning = new Map(Object.entries(Environment.shape)).get(name)?.description ?? 'unknown';
  return `${name} (${meaning}): ${problem}`;
}

function refuse(reasons: string[]): never {
  throw new Error(`The configuration is not usable:\n  ${reasons.join('\n  ')}`);
}
