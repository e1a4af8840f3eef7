import { z } from 'zod';

/** The event types a shop needs to settle and refund orders; SANDBOX_WEBHOOK_EVENTS names others, `*` all. */
const USUAL_EVENTS =
  'payment_intent.succeeded,payment_intent.payment_failed,payment_intent.canceled,payment_intent.requires_action,' +
  'charge.refunded,charge.refund.updated,refund.created,refund.updated,refund.failed';

/** Compose files and shells hand over unset variables as empty ones. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const Environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3005),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  STRIPE_SECRET_KEY: z.string().min(1).default('sk_test_sandbox'),
  STRIPE_PUBLISHABLE_KEY: z.string().min(1).default('pk_test_sandbox'),
  STRIPE_WEBHOOK_SECRET: z.string().min(1).default('whsec_sandbox'),
  SANDBOX_WEBHOOK_URL: optional(z.url({ protocol: /^https?$/ })),
  SANDBOX_WEBHOOK_EVENTS: z.string().default(USUAL_EVENTS),
  SANDBOX_PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })),
  SANDBOX_DATA: optional(z.string()),
});

/** Everything the sandbox can be told from outside, read once at boot. */
export interface Config {
  host: string;
  port: number;
  logLevel: string;
  secretKey: string;
  publishableKey: string;
  webhookSecret: string;
  /** Where signed events go; without it nothing is sent and events wait in `GET /v1/events`. */
  webhookUrl?: string | undefined;
  webhookEvents: string[];
  /** The address browsers reach the sandbox at, when it is not the one they were answered on. */
  publicUrl?: string | undefined;
  /** Folder of the ledger; without it everything is forgotten when the process ends. */
  dataFolder?: string | undefined;
}

/** Reads the configuration; throws with every fault named when the environment is wrong. */
export function configFrom(environment: NodeJS.ProcessEnv): Config {
  const { data: env, error } = Environment.safeParse(environment);
  if (error) throw new Error(`The sandbox cannot start:\n${z.prettifyError(error)}`);
  return {
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    secretKey: env.STRIPE_SECRET_KEY,
    publishableKey: env.STRIPE_PUBLISHABLE_KEY,
    webhookSecret: env.STRIPE_WEBHOOK_SECRET,
    webhookUrl: env.SANDBOX_WEBHOOK_URL,
    webhookEvents: env.SANDBOX_WEBHOOK_EVENTS.split(',').map((type) => type.trim()),
    publicUrl: env.SANDBOX_PUBLIC_URL,
    dataFolder: env.SANDBOX_DATA,
  };
}
