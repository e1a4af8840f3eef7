export { hashPassword } from './passwords.ts';
export { SessionService } from './session.service.ts';
export { networkOf } from './sign-in-limiter.ts';
export { UsersApiModule, UsersModule } from './users.module.ts';
