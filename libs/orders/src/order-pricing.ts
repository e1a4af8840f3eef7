import type { Money } from '@tradewind/contracts';

export interface PricedLine {
  quantity: number;
  unitPriceMinor: number;
}

/** Integer minor units throughout: nothing is rounded because nothing is divided. */
export const lineTotal = ({ quantity, unitPriceMinor }: PricedLine): number => quantity * unitPriceMinor;

export const totalOf = (lines: readonly PricedLine[]): number =>
  lines.reduce((sum, line) => sum + lineTotal(line), 0);

export const itemCountOf = (lines: readonly PricedLine[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

export const isSameMoney = (a: Money, b: Money): boolean =>
  a.amount === b.amount && a.currency === b.currency;
