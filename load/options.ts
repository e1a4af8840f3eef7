import { parseArgs } from 'node:util';
import { CannotRun } from './shop.ts';

export interface Options {
  readonly scenario: string;
  readonly users: number;
  readonly seconds: number;
  readonly rampSeconds: number;
  readonly thinkMs: number;
  readonly seed: number;
  /** The slugs of the stores; empty for all there are. */
  readonly stores: readonly string[];
  readonly via: 'api' | 'storefront';
  readonly restock: boolean;
  /** Of a hundred orders that were paid, how many the staff then cancel, refund, send or take back. */
  readonly staffPercent: number;
  /** How many units there are of what everybody wants in a flash sale. */
  readonly units: number;
  /** How many workers are killed while people shop; 0 leaves them alone. */
  readonly kills: number;
  /** How long the shop may take afterwards to finish what it has begun. */
  readonly settleSeconds: number;
}

export const usage = `
  npm run load -- checkout [options]        people look around and buy two things
  npm run load -- flash-sale [options]      everybody wants the same thing, of which there is not enough

  --users 16          how many shop at the same time
  --duration 20       for how many seconds
  --ramp 0            over how many seconds they arrive
  --think 0           milliseconds they spend on a page, on average
  --seed 12345        repeats the choices of an earlier run
  --store both        lumen, weft, or both: users take turns
  --via api           api, or storefront: through the proxy of the shop's own pages
  --no-restock        sell what is there, until it runs out
  --staff 0           percent of the paid orders that the staff then cancel, refund, send or take back (checkout)
  --units 100         how many there are of what everybody wants (flash-sale)
  --kills 0           kill -9 so many workers meanwhile, each at a moment that the seed decides; then the run ends
  --settle 60         seconds the shop may take afterwards to finish what it has begun
`;

const randomSeed = (): number => Math.floor(Math.random() * 1e9);

/** Reads the command line. Throws CannotRun, with the usage, for what it does not understand. */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const [scenario, ...more] = positionals;
  if (values.help || !scenario || more.length > 0) throw new CannotRun(usage);
  const kills = numberFrom(values.kills, '--kills', { min: 0, max: 10_000 });
  return {
    scenario,
    users: numberFrom(values.users, '--users', { min: 1, max: 5_000 }),
    seconds: numberFrom(values.duration ?? (kills > 0 ? '7200' : '20'), '--duration', {
      min: 1,
      max: 86_400,
    }),
    rampSeconds: numberFrom(values.ramp, '--ramp', { min: 0, max: 86_400 }),
    thinkMs: numberFrom(values.think, '--think', { min: 0, max: 600_000 }),
    seed:
      values.seed === undefined
        ? randomSeed()
        : numberFrom(values.seed, '--seed', { min: 0, max: 2 ** 32 - 1 }),
    stores: values.store === 'both' ? [] : values.store.split(','),
    via: oneOf(values.via),
    restock: values.restock,
    staffPercent: numberFrom(values.staff, '--staff', { min: 0, max: 100 }),
    units: numberFrom(values.units, '--units', { min: 1, max: 100_000 }),
    kills,
    settleSeconds: numberFrom(values.settle, '--settle', { min: 1, max: 3_600 }),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      allowNegative: true,
      options: {
        users: { type: 'string', default: '16' },
        duration: { type: 'string' },
        ramp: { type: 'string', default: '0' },
        think: { type: 'string', default: '0' },
        seed: { type: 'string' },
        store: { type: 'string', default: 'both' },
        via: { type: 'string', default: 'api' },
        restock: { type: 'boolean', default: true },
        staff: { type: 'string', default: '0' },
        units: { type: 'string', default: '100' },
        kills: { type: 'string', default: '0' },
        settle: { type: 'string', default: '60' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new CannotRun(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function numberFrom(text: string, name: string, { min, max }: { min: number; max: number }): number {
  const number = text.trim() === '' ? NaN : Number(text);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new CannotRun(`${name} wants a whole number from ${min} to ${max}, not "${text}".`);
  }
  return number;
}

function oneOf(via: string): Options['via'] {
  if (via === 'api' || via === 'storefront') return via;
  throw new CannotRun(`--via is api or storefront, not "${via}".`);
}
