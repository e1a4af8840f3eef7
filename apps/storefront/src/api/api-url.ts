/** Where the API listens. Read at run time: one build serves every environment. */
export function apiUrl(): string {
  return process.env.API_URL ?? 'http://127.0.0.1:3001';
}
