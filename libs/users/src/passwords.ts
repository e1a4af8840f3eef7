import { hash, verify } from '@node-rs/argon2';

// Argon2id at the strength OWASP's Password Storage Cheat Sheet names first: 19 MiB, 2 passes, 1 lane.
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, strength);

// What an unknown address is checked against, so that it takes as long to refuse as a wrong password.
const nobodysHash = hashPassword('nobody has this password');

export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await nobodysHash), password);
  return passwordHash !== undefined && matches;
}
