type Notes = Record<string, string>;

/** What a change leaves of an object's metadata: an empty value removes its key. */
export function changedMetadata(before: Notes, change: Notes = {}): Notes {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== ''));
}
