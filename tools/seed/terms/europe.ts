import type { SeedTaxRate } from '../types.ts';

/**
 * Value added tax in the European Union in 2026, in percent: the standard rate, and the reduced one that comes nearest
 * to works of art. Where there is none, art costs the standard rate. A demo's figures, not a tax adviser's.
 */
const vat: Record<string, [standard: number, reduced: number]> = {
  AT: [20, 13],
  BE: [21, 6],
  BG: [20, 9],
  CY: [19, 5],
  CZ: [21, 12],
  DE: [19, 7],
  DK: [25, 25],
  EE: [24, 9],
  ES: [21, 10],
  FI: [25.5, 13.5],
  FR: [20, 5.5],
  GR: [24, 13],
  HR: [25, 13],
  HU: [27, 27],
  IE: [23, 13.5],
  IT: [22, 5],
  LT: [21, 12],
  LU: [17, 8],
  LV: [21, 12],
  MT: [18, 5],
  NL: [21, 9],
  PL: [23, 8],
  PT: [23, 6],
  RO: [21, 11],
  SE: [25, 12],
  SI: [22, 9.5],
  SK: [23, 19],
};

export const europe = Object.keys(vat);

const perPercent = 10_000;

/** Sent anywhere else, goods leave without tax: whoever receives them pays it at the border. */
export const europeanTaxRates: SeedTaxRate[] = Object.entries(vat).flatMap(
  ([country, [standard, reduced]]) => [
    { country, category: 'standard', ratePpm: Math.round(standard * perPercent) },
    { country, category: 'reduced', ratePpm: Math.round(reduced * perPercent) },
  ],
);
