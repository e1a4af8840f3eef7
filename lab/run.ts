/**
 * `npm run lab -- place-order`: measures a practice side by side with what it is compared to, on servers of its own
 * with durable writes. Quiet machines give steadier figures; the ratio is what counts.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bold, dim, green, red } from '../tools/services/steps.ts';
import type { Measured } from './measure.ts';
import { openWorld, type World } from './world.ts';

const practices = readdirSync(import.meta.dirname).filter((name) =>
  existsSync(join(import.meta.dirname, name, 'bench.ts')),
);
const [practice = ''] = process.argv.slice(2);
if (!practices.includes(practice)) {
  console.error(`\nName what to measure: npm run lab -- ${practices.join(' | ')}\n`);
  process.exit(2);
}

const world = await openWorld();
const { measure } = (await import(`./${practice}/bench.ts`)) as {
  measure: (world: World) => Promise<Measured | Measured[]>;
};
try {
  for (const measured of [await measure(world)].flat()) print(measured);
} finally {
  await world.stop();
}
process.exit(0);

function print({ title, rows, ratio, goal }: Measured): void {
  console.log(`\n${bold(title)}`);
  for (const { name, value, unit } of rows) {
    console.log(`  ${name.padEnd(44)} ${value.toFixed(1).padStart(10)} ${dim(unit)}`);
  }
  const verdict =
    goal === undefined ? '' : ratio >= goal ? green(`goal ${goal} met`) : red(`goal ${goal} missed`);
  console.log(`  ${'ratio'.padEnd(44)} ${ratio.toFixed(2).padStart(10)} ${verdict}\n`);
}
