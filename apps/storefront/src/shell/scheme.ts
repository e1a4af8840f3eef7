export const schemes = { auto: 'As my device', light: 'Light', dark: 'Dark' } as const;
export type Scheme = keyof typeof schemes;

/** What the visitor chose; anything else follows their device. */
export function schemeOf(text: string | undefined): Scheme {
  return text === 'light' || text === 'dark' ? text : 'auto';
}
