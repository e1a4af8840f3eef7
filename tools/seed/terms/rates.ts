import type { SeedShippingRate } from '../types.ts';
import { europe } from './europe.ts';

/** Steps of a price: from so much on, so much. A single number is the same for everything. */
type Steps = number | [from: number, price: number][];

const ratesTo = (countries: readonly string[], steps: Steps): SeedShippingRate[] =>
  countries.flatMap((country) =>
    (typeof steps === 'number' ? ([[0, steps]] as const) : steps).map(([from, price]) => ({
      country,
      from,
      price,
    })),
  );

export interface Zones {
  home: [country: string, steps: Steps];
  /** The rest of the European Union. */
  europe?: Steps;
  /** The rest of the world. */
  elsewhere?: Steps;
}

/** What it costs to send something home, to the neighbours and round the world. Zones left out are not served. */
export const zones = ({ home: [country, steps], europe: nearby, elsewhere }: Zones): SeedShippingRate[] => [
  ...ratesTo([country], steps),
  ...(nearby === undefined
    ? []
    : ratesTo(
        europe.filter((other) => other !== country),
        nearby,
      )),
  ...(elsewhere === undefined ? [] : ratesTo(['**'], elsewhere)),
];
