/* eslint-disable @nx/enforce-module-boundaries -- tools/ and load/ are no packages. What finds Redis, a free port and
   the files to compile for `npm start` does it for the tests, and what audits a shop audits theirs: this is the one
   door to it. */
export { atOneMoment, checkInvariants } from '../../../load/audit/check.ts';
export { checkLedger } from '../../../load/audit/ledger.ts';
export { isCompiled, outputOf } from '../../../tools/services/compile.ts';
export { findRedis } from '../../../tools/services/find-redis.ts';
export { freePortsAnywhere } from '../../../tools/services/ports.ts';
