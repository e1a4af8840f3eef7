/**
 * `npm start`: from a fresh clone to two open shops. Builds and serves everything
 * as in production, on this machine alone, and keeps its data in .data/.
 *
 *     npm start                 what is there is used again
 *     npm start -- --fresh      begins anew: new databases, new seed
 */
import { runShop } from './services/run-shop.ts';

await runShop({ mode: 'serve', fresh: process.argv.includes('--fresh') });
