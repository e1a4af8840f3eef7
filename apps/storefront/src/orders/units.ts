import type { OrderDetail, OrderLine } from '@tradewind/contracts';

interface Units {
  variantId: string;
  quantity: number;
}

/** `2 × Dawn Hills, A3`, for each line of a parcel or a return. */
export function unitWords(units: Units[], { lines }: OrderDetail): string[] {
  const names = new Map(lines.map((line) => [line.variantId, nameOf(line)]));
  return units.map(({ variantId, quantity }) => `${quantity} × ${names.get(variantId) ?? 'a product'}`);
}

export const nameOf = ({ productName, variantName }: OrderLine): string => `${productName}, ${variantName}`;

/** How many of each line the buyer has, or will have, that are not on their way back to us yet. */
export function returnableUnits({ lines, returns }: OrderDetail): (Units & { name: string })[] {
  const back = returns.filter(({ status }) => status !== 'rejected').flatMap((asked) => asked.lines);
  return lines
    .map((line) => ({
      variantId: line.variantId,
      name: nameOf(line),
      quantity: line.shippedQuantity - unitsOf(line.variantId, back),
    }))
    .filter(({ quantity }) => quantity > 0);
}

const unitsOf = (variantId: string, units: Units[]): number =>
  units.reduce((sum, unit) => sum + (unit.variantId === variantId ? unit.quantity : 0), 0);

/** What has become of a line, where only some of it was sent, or some of it was paid back. */
export function lineNote({ lines }: OrderDetail, variantId: string): string {
  const line = lines.find((other) => other.variantId === variantId);
  if (!line) return '';
  const { quantity, shippedQuantity, refundedQuantity } = line;
  const isPartlySent = shippedQuantity > 0 && shippedQuantity < quantity;
  return [
    ...(isPartlySent ? [`${shippedQuantity} of ${quantity} sent`] : []),
    ...(refundedQuantity > 0
      ? [`${quantity === 1 ? '' : `${refundedQuantity} of ${quantity} `}paid back`]
      : []),
  ].join(', ');
}
