/** What Next hands a page: a parameter may be missing, or be there more than once. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The one value of a parameter; a repeated one is nobody's honest link. */
export async function param(searchParams: SearchParams, name: string): Promise<string | undefined> {
  const value = (await searchParams)[name];
  return typeof value === 'string' ? value : undefined;
}
