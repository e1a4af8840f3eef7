export { hashPassword } from './passwords.ts';
export { SessionService } from './session.service.ts';
export { UsersApiModule, UsersModule, UsersWorkerModule } from './users.module.ts';
