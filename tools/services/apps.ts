import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Ports, childEnvironment } from './environment.ts';
import { root } from './paths.ts';
import type { Service } from './supervisor.ts';

type System = Record<string, string>;

/** Catches every e-mail and shows it on a web page. */
export const mailbox = (system: System, ports: Ports): Service =>
  nodeService(
    'mailbox',
    'tools/mailbox/main.ts',
    system,
    { PORT: ports.mailbox, SMTP_PORT: ports.smtp },
    `:${ports.mailbox}/`,
  );

/** Stands in for Stripe. */
export const sandbox = (system: System, ports: Ports): Service =>
  nodeService(
    'sandbox',
    'apps/sandbox-gateway/src/main.ts',
    system,
    { PORT: ports.sandbox },
    `:${ports.sandbox}/v3/stripe.js`,
  );

export const api = (system: System, ports: Ports): Service =>
  nodeService(
    'api',
    'apps/api/dist/main.js',
    system,
    { PORT: ports.api, INTERNAL_PORT: ports.apiInternal },
    `:${ports.apiInternal}/health/ready`,
  );

export const worker = (system: System, ports: Ports): Service =>
  nodeService(
    'worker',
    'apps/worker/dist/main.js',
    system,
    { INTERNAL_PORT: ports.workerInternal },
    `:${ports.workerInternal}/health/ready`,
  );

/** The shop that customers see; `next dev` compiles on demand and watches, `next start` serves what was built. */
export const storefront = (system: System, ports: Ports, command: 'dev' | 'start'): Service => ({
  name: 'storefront',
  command: process.execPath,
  args: [
    nextProgram(),
    command,
    'apps/storefront',
    '--port',
    String(ports.storefront),
    '--hostname',
    process.env.HOST ?? '127.0.0.1',
  ],
  env: childEnvironment({ ...system, PORT: String(ports.storefront), NEXT_TELEMETRY_DISABLED: '1' }),
  ready: () => answers(`:${ports.storefront}/`),
  readyWithin: 120_000,
});

/** Whether a part of the system is there; a checkout under construction may lack some. */
export const hasPart = (path: string): boolean => existsSync(join(root, path));

function nodeService(
  name: string,
  main: string,
  system: System,
  numbers: Record<string, number>,
  health: string,
): Service {
  const own = Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, String(value)]));
  return {
    name,
    command: process.execPath,
    args: ['--enable-source-maps', join(root, main)],
    env: childEnvironment({ ...system, ...own }),
    ready: () => answers(health),
  };
}

const nextProgram = (): string => join(root, 'node_modules/next/dist/bin/next');

async function answers(portAndPath: string): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1${portAndPath}`, { signal: AbortSignal.timeout(10_000) });
  await response.body?.cancel();
  return response.ok;
}
