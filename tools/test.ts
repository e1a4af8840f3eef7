/**
 * `npm test`: everything that can fail, on services of its own, two things at a
 * time. The last line says how it went.
 *
 *     npm test                                     all of it
 *     npm test -- --only int                       one suite: lint, types, unit, int or e2e
 *     npm test -- --only unit money                of that suite what matches
 */
import { parseArgs } from 'node:util';
import { stopOnSignals } from './services/exit.ts';
import { Steps } from './services/steps.ts';
import { everything, oneSuite, suiteNames } from './test/plan.ts';
import { closingLine, overview } from './test/summary.ts';
import { sweepThrowAways, throwAways } from './test/throw-away.ts';

const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
const only = suiteNames.find((name) => name === values.only);
if (values.only !== undefined && only === undefined) {
  console.error(`There is no suite "${values.only}". There are: ${suiteNames.join(', ')}.`);
  process.exit(1);
}

const steps = new Steps();
stopOnSignals(throwAways, undefined, () => steps.end());
await sweepThrowAways();

const results = only ? [await oneSuite(only, positionals, steps)] : await everything(steps);
await throwAways.stopAll();
steps.end();
console.log(overview(results));
console.log(closingLine(results));
process.exit(results.some(({ failed }) => failed > 0) ? 1 : 0);
