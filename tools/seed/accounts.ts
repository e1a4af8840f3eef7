/** Of every demo account; printed by `npm start`. */
export const demoPassword = 'tradewind-demo';
export const demoCustomer = 'ada@example.com';
/** Runs the platform: works for the first store, and sees the board of the queues there. */
export const demoOperator = 'operator@tradewind.example';
export const staffEmail = ({ slug }: { slug: string }): string => `owner@${slug}.example`;
