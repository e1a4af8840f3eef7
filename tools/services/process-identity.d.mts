/** A process id with the moment it started; undefined when there is no such process. */
export function identityOf(pid: number): string | undefined;
