/* eslint-disable @nx/enforce-module-boundaries -- tools/ is no package. What finds Redis, a free port and the files
   to compile for `npm start` does it for the tests: this is the one door to it. */
export { isCompiled, outputOf } from '../../../tools/services/compile.ts';
export { findRedis } from '../../../tools/services/find-redis.ts';
export { freePortsAnywhere } from '../../../tools/services/ports.ts';
