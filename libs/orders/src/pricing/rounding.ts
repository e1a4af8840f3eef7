/** Rates are in parts per million, so that 8.875 % is the whole number 88_750. */
export const million = 1_000_000;

/** Three decimals: payment providers take these amounts only in multiples of ten. */
const threeDecimals = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/** The smallest amount, in minor units, that can be paid in this currency. */
export const roundingStep = (currency: string): number => (threeDecimals.has(currency) ? 10 : 1);

/** 2.5 becomes 3. The one place where money is rounded. */
export function roundHalfUp(numerator: number | bigint, denominator: number | bigint): number {
  const [n, d] = [exact(numerator), exact(denominator)];
  return Number((2n * n + d) / (2n * d));
}

/** The nearest multiple of `step`. */
export const roundTo = (step: number, numerator: number | bigint, denominator: number | bigint): number =>
  step * roundHalfUp(numerator, exact(denominator) * exact(step));

/** `amount × part ÷ whole`, rounded once, at the end. */
export const portion = (amount: number, part: number, whole: number, step = 1): number =>
  roundTo(step, exact(amount) * exact(part), whole);

/**
 * Shares `amount` out in proportion to the weights, so that the shares add up to it exactly (largest remainder
 * method: all get the whole part of their share, and what is left goes, a unit each, to those who lost most by
 * that; where two lost the same, to the earlier). Nobody gets more than the exact share rounded up, so what is
 * no more than the weights together is nowhere more than its weight. Where all weights are zero, all share
 * alike. Where amount and weights are multiples of `step`, so are the shares.
 */
export function allocate(amount: number, weights: readonly number[], step = 1): number[] {
  if (amount > 0 && weights.length === 0) throw new RangeError('There is nobody to share the amount.');
  const unit = [amount, ...weights].every((number) => number % step === 0) ? step : 1;
  const units = exact(amount / unit);

  const parts = (weights.some((weight) => weight > 0) ? weights : weights.map(() => 1)).map(exact);
  const whole = parts.reduce((sum, part) => sum + part, 0n);
  const shares = parts.map((part) => ({ units: (units * part) / whole, lost: (units * part) % whole }));

  const left = shares.reduce((rest, share) => rest - share.units, units);
  const lostMost = shares.toSorted((a, b) => Number(b.lost - a.lost));
  for (const share of lostMost.slice(0, Number(left))) share.units += 1n;
  return shares.map((share) => Number(share.units) * unit);
}

/**
 * Amount times amount is more than a `number` counts exactly, so products are bigints. Whatever is not a whole
 * number from zero up is no amount, and a mistake of ours.
 */
function exact(amount: number | bigint): bigint {
  if (amount < 0 || (typeof amount === 'number' && !Number.isSafeInteger(amount))) {
    throw new RangeError(`${amount} is not an amount in minor units.`);
  }
  return BigInt(amount);
}
