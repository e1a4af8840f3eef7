import { type Violation, without } from './violation.ts';

const post = (kind: string, one: string, other: string, amount: number): string => `
  INSERT INTO ledger_entries (id, order_id, kind, reference, account, amount_minor, currency)
  SELECT gen_random_uuid(), {paid}, '${kind}', {variant}, account, amount, 'EUR'
  FROM (VALUES ('${one}', ${amount}), ('${other}', ${-amount})) AS entry (account, amount)`;

export const money: Violation[] = [
  {
    breaks: 'M1 money that was taken',
    what: 'money for an order that is not there',
    sql: `${without('payments', 'payments_store_id_order_id_fkey')} UPDATE payments SET order_id = gen_random_uuid() WHERE order_id = {paid}`,
  },
  {
    breaks: 'M1 the database',
    what: "a missing guard against two payments that claim one of the provider's",
    sql: 'DROP INDEX payments_store_id_provider_provider_payment_id_key',
  },
  {
    breaks: 'M2 no order was charged',
    what: 'more money than the order costs',
    sql: `UPDATE payments SET amount_minor = 300, captured_minor = 300 WHERE order_id = {paid}`,
  },
  {
    breaks: 'M2 no order was charged',
    what: 'two payments for one order',
    sql: `INSERT INTO payments (id, order_id, status, amount_minor, captured_minor, currency) VALUES (gen_random_uuid(), {paid}, 'succeeded', 230, 230, 'EUR')`,
  },
  {
    breaks: 'M2 a payment took',
    what: 'half a payment',
    sql: `UPDATE payments SET captured_minor = 115 WHERE order_id = {paid}`,
  },
  {
    breaks: 'M3 what was paid back',
    what: 'money counted as paid back without a refund',
    sql: `UPDATE payments SET refunded_minor = 50 WHERE order_id = {paid}`,
  },
  {
    breaks: 'M3 what was paid back',
    what: 'more paid back than was taken',
    sql: `${without('payments', 'payments_refunded')} UPDATE refunds SET amount_minor = 400 WHERE order_id = {cancelled}; UPDATE payments SET refunded_minor = 400 WHERE order_id = {cancelled}`,
  },
  {
    breaks: 'M3 what was paid back',
    what: 'a refund that pays back nothing',
    sql: `${without('refunds', 'refunds_amount')} INSERT INTO refunds (id, order_id, payment_id, status, amount_minor, tax_minor, currency, reason, actor) SELECT gen_random_uuid(), order_id, id, 'pending', 0, 0, 'EUR', 'x', 'staff' FROM payments WHERE order_id = {paid}`,
  },
  {
    breaks: 'M3 what was paid back',
    what: "a refund from another order's payment",
    sql: `UPDATE refunds SET order_id = {paid} WHERE order_id = {cancelled}`,
  },
  {
    breaks: 'M3 the database',
    what: 'a missing guard against paying back too much',
    sql: without('payments', 'payments_refunded'),
  },
  {
    breaks: 'M4 the entries',
    what: 'an entry that was changed',
    sql: `UPDATE ledger_entries SET amount_minor = amount_minor + 1 WHERE order_id = {paid} AND kind = 'sale' AND account = 'goods'`,
  },
  {
    breaks: 'M4 what the books say the provider holds',
    what: 'money booked that never came',
    sql: post('capture', 'provider', 'customer', 5),
  },
  {
    breaks: 'M4 a sale is booked',
    what: 'tax booked as income',
    sql: `UPDATE ledger_entries SET amount_minor = amount_minor + CASE account WHEN 'tax' THEN 10 ELSE -10 END WHERE order_id = {paid} AND kind = 'sale' AND account IN ('tax', 'goods')`,
  },
  {
    breaks: 'M4 a sale is booked',
    what: 'a sale of what nobody has paid',
    sql: `INSERT INTO ledger_entries (id, order_id, kind, reference, account, amount_minor, currency) VALUES (gen_random_uuid(), {unpaid}, 'sale', {unpaid}, 'customer', 100, 'EUR'), (gen_random_uuid(), {unpaid}, 'sale', {unpaid}, 'goods', -100, 'EUR')`,
  },
  {
    breaks: 'M4 nobody owes',
    what: 'a credit without a refund',
    sql: post('credit', 'customer', 'goods', -5),
  },
  {
    breaks: 'M4 the database',
    what: 'postings that nothing holds to zero',
    sql: 'ALTER TABLE ledger_entries DISABLE TRIGGER ledger_postings_balance',
  },
  {
    breaks: 'M4 the application',
    what: 'an application that may rewrite the ledger',
    sql: 'GRANT DELETE ON ledger_entries TO tradewind_app',
  },
  {
    breaks: 'M4 the application',
    what: 'an application that may rewrite one column of it',
    sql: 'GRANT UPDATE (amount_minor) ON ledger_entries TO tradewind_app',
  },
  {
    breaks: 'M5 the figures',
    what: 'a total that is not that of the lines',
    sql: `UPDATE orders SET subtotal_minor = subtotal_minor + 10, total_minor = total_minor + 10 WHERE id = {paid}`,
  },
  {
    breaks: 'M5 the figures',
    what: 'another number of units',
    sql: `UPDATE orders SET item_count = 5 WHERE id = {paid}`,
  },
  {
    breaks: 'M5 the figures',
    what: 'a delivery that costs something else than it says',
    sql: `UPDATE orders SET shipping_minor = 40, subtotal_minor = 210 WHERE id = {paid}`,
  },
  {
    breaks: 'M5 a line costs',
    what: 'a line that costs less than its units',
    sql: `UPDATE order_lines SET total_minor = total_minor - 1 WHERE order_id = {partly}`,
  },
  {
    breaks: 'M5 the tax',
    what: 'two cents of tax too much, on the line and on the order',
    sql: `UPDATE order_lines SET tax_minor = tax_minor + 2 WHERE order_id = {paid}; UPDATE orders SET tax_minor = tax_minor + 2 WHERE id = {paid}`,
  },
  {
    breaks: 'M5 an order, its payments',
    what: 'a refund in another currency',
    sql: `UPDATE refunds SET currency = 'USD' WHERE order_id = {partly}`,
  },
  {
    breaks: 'M6 the status',
    what: 'a paid order without money',
    sql: `UPDATE payments SET status = 'pending', captured_minor = 0 WHERE order_id = {paid}`,
  },
  {
    breaks: 'M6 the status',
    what: 'money for an order that was given up, and that stays',
    sql: `UPDATE orders SET status = 'cancelled' WHERE id = {paid}`,
  },
  {
    breaks: 'M6 the status',
    what: 'money for an order that still awaits it',
    sql: `UPDATE payments SET status = 'succeeded', captured_minor = 100 WHERE order_id = {unpaid}`,
  },
  {
    breaks: 'M6 the status',
    what: 'an order refunded of which not all is back',
    sql: `UPDATE orders SET status = 'refunded' WHERE id = {partly}`,
  },
  {
    breaks: 'M6 the status',
    what: 'an order that is back wholly and says partly',
    sql: `UPDATE orders SET status = 'partly_refunded' WHERE id = {cancelled}`,
  },
  {
    breaks: 'M6 the status',
    what: 'an order refunded in part of which nothing is back',
    sql: `UPDATE orders SET status = 'partly_refunded' WHERE id = {paid}`,
  },
  {
    breaks: 'M6 the status',
    what: 'an order that is paid and was paid back',
    sql: `UPDATE orders SET status = 'paid' WHERE id = {partly}`,
  },
  {
    breaks: 'M10 no amount',
    what: 'a price that is a floating-point number',
    sql: 'ALTER TABLE coupons ADD COLUMN price real',
  },
  {
    breaks: 'R1 the reconciliation',
    what: 'a finding that nobody has looked at',
    sql: `INSERT INTO reconciliation_findings (id, provider_id, fault) VALUES (gen_random_uuid(), 'pi_1', 'money for a payment that we do not know')`,
  },
];
