// Next leaves the browser's files out of the standalone server, for those who serve them from a CDN.
// Here they go beside it, so that one folder is the whole storefront.
import { cpSync } from 'node:fs';

cpSync('.next/static', '.next/standalone/apps/storefront/.next/static', { recursive: true });
