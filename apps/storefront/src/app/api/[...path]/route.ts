import { passThrough } from '../../../api/pass-through.ts';

export const dynamic = 'force-dynamic';

export {
  passThrough as DELETE,
  passThrough as GET,
  passThrough as HEAD,
  passThrough as OPTIONS,
  passThrough as PATCH,
  passThrough as POST,
  passThrough as PUT,
};
