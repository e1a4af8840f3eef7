/** How a language counts hours. */
export interface Hours {
  one: string;
  many: (count: number) => string;
}

export const inHours = (count: number, { one, many }: Hours): string => (count === 1 ? one : many(count));
