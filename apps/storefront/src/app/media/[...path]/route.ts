import { passThrough } from '../../../api/pass-through.ts';

export const dynamic = 'force-dynamic';

export { passThrough as GET, passThrough as HEAD };
