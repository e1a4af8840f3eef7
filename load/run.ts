/**
 * `npm run load -- checkout --users 16 --duration 20`: shoppers go through the running shop, and afterwards its
 * books are audited. Ends with 1 when a check fails, or when nothing was sold.
 */
import { fileURLToPath } from 'node:url';
import { existsSync } from 'node:fs';

// Everything else holds answers against the contracts, which are compiled when the shop is started.
if (!existsSync(fileURLToPath(import.meta.resolve('@tradewind/contracts')))) {
  console.error('\nThe libraries are not built. Start the shop first: npm start\n');
  process.exit(1);
}
const { main } = await import('./main.ts');
process.exit(await main(process.argv.slice(2)));
