/** Makes a thing once for each set of words, and keeps it. For formats, of which there are as many as stores. */
export function once<Words extends string[], Thing>(
  make: (...words: Words) => Thing,
): (...words: Words) => Thing {
  const made = new Map<string, Thing>();
  return (...words) => {
    const key = words.join('/');
    const thing = made.get(key) ?? make(...words);
    made.set(key, thing);
    return thing;
  };
}
