/** `npm run jobs`: what was given up, and what to do about it. */
import { main } from './jobs/command.ts';

process.exitCode = await main(process.argv.slice(2));
