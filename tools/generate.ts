/** `npm run generate`: generates the Prisma client, unless the schema is what it was. */
import { generateClient } from './services/generate-client.ts';

console.log((await generateClient()) ? 'Generated the Prisma client.' : 'The Prisma client is up to date.');
