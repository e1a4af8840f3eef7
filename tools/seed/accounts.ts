/** Of every demo account; printed by `npm start`. */
export const demoPassword = 'tradewind-demo';
export const demoCustomer = 'ada@example.com';
export const staffEmail = ({ slug }: { slug: string }): string => `owner@${slug}.example`;
