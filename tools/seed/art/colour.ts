export type Rgb = [number, number, number];

export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Mixes two `#rrggbb` colours; 0 is the first, 1 the second. */
export function mix(from: string, to: string, share: number): string {
  const [a, b] = [rgb(from), rgb(to)];
  const part = (i: 0 | 1 | 2) =>
    Math.round(a[i] + (b[i] - a[i]) * share)
      .toString(16)
      .padStart(2, '0');
  return `#${part(0)}${part(1)}${part(2)}`;
}

/** A colour at a place on a scale of equally spaced colours; the place runs from 0 to 1. */
export function scale(colours: string[], place: number): string {
  const position = Math.min(0.9999, Math.max(0, place)) * (colours.length - 1);
  const index = Math.floor(position);
  return mix(colours[index] ?? '#000000', colours[index + 1] ?? '#000000', position - index);
}

export const darker = (hex: string, share: number) => mix(hex, '#120d14', share);
export const lighter = (hex: string, share: number) => mix(hex, '#fffaf0', share);
