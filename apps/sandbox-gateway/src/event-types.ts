/** `charge.*` stands for every type that begins with `charge.`, `*` for all. */
export function matchesType(pattern: string, type: string): boolean {
  return pattern === type || (pattern.endsWith('*') && type.startsWith(pattern.slice(0, -1)));
}
