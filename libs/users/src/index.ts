export { hashPassword } from './passwords.ts';
export { SessionService } from './session.service.ts';
export { StaffGuard } from './staff.guard.ts';
export { UsersApiModule, UsersModule } from './users.module.ts';
