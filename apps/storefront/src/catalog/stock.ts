/** What a buyer wants to know of the stock. Exact numbers only when they matter. */
export function stockWords(available: number): string {
  if (available === 0) return 'Sold out';
  if (available <= 5) return `Only ${available} left`;
  return 'In stock, ready to be sent';
}
