/**
 * In this process and not as a program of its own: Prisma's engine leaves a timer
 * behind that would keep that program waiting for ten seconds.
 */
export async function applyMigrations(
  environment: Readonly<Record<string, string>>,
  news: (text: string) => void = () => {},
): Promise<void> {
  const { DATABASE_OWNER_URL = '', DATABASE_URL = '' } = environment;
  // The engine is big: loaded when it is needed.
  const { migrate } = await import('../migrate.ts');
  const applied = await migrate(DATABASE_OWNER_URL, DATABASE_URL);
  if (applied.length > 0) news(`applied ${applied.join(', ')}`);
}
