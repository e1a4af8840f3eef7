import { usesSandbox } from './environment.ts';
import type { System } from './boot-system.ts';
import { bold, dim } from './steps.ts';

/** Where everything is and how to get in: the last thing that `npm start` says. */
export function welcome({ ports, environment }: System): string {
  const at = (port: number, path = ''): string => `http://localhost:${port}${path}`;
  const board = `http://lumen.localhost:${ports.storefront}/api/staff/queues`;
  return table({
    'Lumen Prints': [
      `http://lumen.localhost:${ports.storefront}`,
      'art prints; also at ' + at(ports.storefront),
    ],
    'Weft & Warp': [`http://weft.localhost:${ports.storefront}`, 'patterned textiles'],
    Mailbox: [at(ports.mailbox), 'every e-mail that the shops send'],
    'API reference': [at(ports.api, '/docs'), ''],
    'Payment sandbox': [usesSandbox() ? at(ports.sandbox) : 'not used: STRIPE_SECRET_KEY is set', ''],
    Metrics: [at(ports.apiInternal, '/metrics'), 'API; worker: ' + at(ports.workerInternal, '/metrics')],
    PostgreSQL: [withoutPassword(environment.DATABASE_OWNER_URL), 'with passwords in .data/env'],
    Replica: [withoutPassword(environment.REPLICA_OWNER_URLS?.split(',')[0]) || 'none', ''],
    Redis: [withoutPassword(environment.REDIS_URL), ''],
    '': ['', ''],
    Customer: ['ada@example.com', 'password tradewind-demo'],
    Staff: ['owner@lumen.example', 'password tradewind-demo; the other shop: owner@weft.example'],
    Operator: ['operator@tradewind.example', `the same password; sees ${board}`],
    'Test cards': ['4242 4242 4242 4242', 'pays; any date to come, any CVC'],
    ' ': ['4000 0000 0000 0002', 'is declined'],
    '  ': ['4000 0025 0000 3155', 'asks for 3-D Secure'],
  });
}

function table(rows: Record<string, readonly [string, string]>): string {
  const width = Math.max(...Object.values(rows).map(([what]) => what.length));
  const lines = Object.entries(rows).map(([name, [what, note]]) =>
    `  ${bold(name.padEnd(16))} ${what.padEnd(width)}  ${dim(note)}`.trimEnd(),
  );
  return `\n${lines.join('\n')}\n`;
}

function withoutPassword(url: string | undefined): string {
  if (!url) return '';
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}
