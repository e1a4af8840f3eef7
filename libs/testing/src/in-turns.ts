/** Prepares many of something, eight at a time: the crowd is for what is tested, not for setting the stage. */
export async function inTurns<Result>(
  count: number,
  prepare: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const indexes = Array.from({ length: count }, (_, index) => index).values();
  const worker = async (): Promise<void> => {
    for (const index of indexes) results[index] = await prepare(index);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return results;
}
