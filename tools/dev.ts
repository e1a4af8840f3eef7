/**
 * `npm run dev`: the same shop as `npm start`, on the same data, in watch mode.
 * A changed file of a lib or an app is compiled alone and its process restarted;
 * the storefront refreshes itself in the browser.
 *
 *     npm run dev [-- --fresh]
 */
import { runShop } from './services/run-shop.ts';
import { watchSources } from './services/watch-sources.ts';

await runShop({
  mode: 'watch',
  fresh: process.argv.includes('--fresh'),
  onReady: (supervisor) => watchSources(supervisor),
});
