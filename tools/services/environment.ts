import { join } from 'node:path';
import type { DataStores } from './boot-services.ts';
import { binDir } from './paths.ts';
import type { Secrets } from './secrets.ts';

/** Every port of the system with the number it gets when nobody is in the way. */
export const usualPorts = {
  storefront: 3000,
  api: 3001,
  apiInternal: 3002,
  workerInternal: 3003,
  mailbox: 3004,
  sandbox: 3005,
  smtp: 3025,
  primary: 54320,
  replica: 54321,
  redis: 63790,
} as const;

export type PortName = keyof typeof usualPorts;
export type Ports = Readonly<Record<PortName, number>>;

export const portNames = Object.keys(usualPorts) as PortName[];

export interface SystemParts {
  readonly stores: DataStores;
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly dataDir: string;
  readonly mode: 'production' | 'development' | 'test';
}

/** A real Stripe account is used when its keys are set; otherwise the sandbox stands in. */
export const usesSandbox = (): boolean =>
  !process.env.STRIPE_SECRET_KEY || process.env.STRIPE_API_URL !== undefined;

/** What every process of the system reads from its environment. */
export function systemEnvironment(parts: SystemParts): Record<string, string> {
  const { ports, secrets, dataDir, mode } = parts;
  return {
    NODE_ENV: mode,
    ...databaseEnvironment(parts),
    APP_SECRET: secrets.appSecret,
    HOST: '127.0.0.1',
    PUBLIC_ORIGIN: `http://{host}:${ports.storefront}`,
    API_URL: `http://127.0.0.1:${ports.api}`,
    STORAGE_DIR: join(dataDir, 'storage'),
    // The demo's pictures are wanted soon, and are sent no further than to this machine.
    AVIF_EFFORT: process.env.AVIF_EFFORT ?? '0',
    SMTP_URL: process.env.SMTP_URL ?? `smtp://127.0.0.1:${ports.smtp}`,
    MAILBOX_URL: `http://127.0.0.1:${ports.mailbox}`,
    MAIL_FROM: process.env.MAIL_FROM ?? 'shop@tradewind.localhost',
    // Whoever loads the shop does so from this one machine.
    ORDERS_PER_CLIENT: process.env.ORDERS_PER_CLIENT ?? '0',
    ...(usesSandbox() ? sandboxEnvironment(ports, dataDir) : {}),
  };
}

/**
 * Whoever sets DATABASE_URL names the owner of a database. The application must
 * not be its owner: it gets a role of its own, whose password is ours to choose.
 */
function databaseEnvironment({ stores, secrets }: SystemParts): Record<string, string> {
  const asApp = (url: string): string => {
    const app = new URL(url);
    app.username = 'tradewind_app';
    app.password = secrets.appPassword;
    return app.href;
  };
  return {
    DATABASE_OWNER_URL: stores.ownerUrl,
    REPLICA_OWNER_URLS: stores.replicaOwnerUrls.join(','),
    DATABASE_URL: asApp(stores.ownerUrl),
    REPLICA_URLS: stores.replicaOwnerUrls.map(asApp).join(','),
    REDIS_URL: stores.redisUrl,
  };
}

/** Keys that look like Stripe's and open nothing. */
const sandboxEnvironment = (ports: Ports, dataDir: string): Record<string, string> => ({
  STRIPE_SECRET_KEY: 'sk_test_sandbox',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_sandbox',
  STRIPE_WEBHOOK_SECRET: 'whsec_sandbox',
  STRIPE_API_URL: `http://127.0.0.1:${ports.sandbox}`,
  STRIPE_SCRIPT_URL: `http://localhost:${ports.sandbox}/v3/stripe.js`,
  SANDBOX_WEBHOOK_URL: `http://127.0.0.1:${ports.api}/api/webhooks/stripe`,
  SANDBOX_DATA: join(dataDir, 'sandbox'),
});

/** The environment of a child: ours, with the pinned Node and the workspace's programs first on the PATH. */
export const childEnvironment = (system: Record<string, string>): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${binDir}:${process.env.PATH ?? ''}`,
  ...system,
});
