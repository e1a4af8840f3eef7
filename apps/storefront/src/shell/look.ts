import type { StoreProfile } from '@tradewind/contracts';

/** How a store looks. The colours, type and shapes of each are in app/globals.css. */
export type Look = 'gallery' | 'loom';

/** The themes a store can choose, and how each looks. */
const lookOfTheme: Partial<Record<string, Look>> = { lumen: 'gallery', weft: 'loom' };

/** A store with a theme we do not know is shown in the quiet one. */
export function lookOf(store: StoreProfile | null): Look {
  return lookOfTheme[store?.theme ?? ''] ?? 'gallery';
}

const marks: Record<Look, string> = {
  gallery:
    '<rect width="32" height="32" fill="#1b1a18"/><rect x="8" y="6" width="16" height="20" fill="#fbfaf8"/><circle cx="16" cy="14" r="4.5" fill="#2743c9"/>',
  loom: '<rect width="32" height="32" rx="8" fill="#a4442a"/><g stroke="#fff4e2" stroke-width="3"><path d="M10 5v9m0 8v5M16 5v1m0 8v12M22 5v9m0 8v5"/><path d="M5 10h2m8 0h12M5 18h12m8 0h2" /></g>',
};

/** The icon in the browser's tab, as an address that needs no request. */
export function iconOf(look: Look): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${marks[look]}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
