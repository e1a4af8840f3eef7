import type { Violation } from './violation.ts';

const invoiceOf = (order: string): string => `kind = 'invoice' AND order_id = ${order}`;

export const invoices: Violation[] = [
  {
    breaks: 'Q6 an order that was paid',
    what: 'a paid order without an invoice',
    sql: `DELETE FROM invoices WHERE ${invoiceOf('{paid}')}`,
  },
  {
    breaks: 'Q6 an order that was paid',
    what: 'an invoice over what nobody has paid',
    sql: `UPDATE invoices SET order_id = {unpaid} WHERE ${invoiceOf('{paid}')}`,
  },
  {
    breaks: 'Q6 money that a customer',
    what: 'a refund without a credit note',
    sql: `DELETE FROM invoices WHERE kind = 'credit_note' AND order_id = {cancelled}`,
  },
  {
    breaks: 'Q6 what an invoice comes to',
    what: 'an invoice over another total',
    sql: `UPDATE invoices SET total_minor = total_minor + 1 WHERE ${invoiceOf('{paid}')}`,
  },
  {
    breaks: 'Q6 what an invoice comes to',
    what: 'an invoice over another tax',
    sql: `UPDATE invoices SET tax_minor = tax_minor - 1 WHERE ${invoiceOf('{paid}')}`,
  },
  {
    breaks: 'Q6 what an invoice comes to',
    what: 'a credit note over more than was given back',
    sql: `UPDATE invoices SET total_minor = total_minor + 1, content = content || jsonb_build_object('totalMinor', total_minor + 1) WHERE kind = 'credit_note'`,
  },
  {
    breaks: 'Q6 what an invoice comes to',
    what: 'an invoice that says something else than it counts for',
    sql: `UPDATE invoices SET content = content || '{"totalMinor": 1}'`,
  },
  {
    breaks: 'Q6 every invoice was rendered',
    what: 'an invoice without a file',
    sql: `UPDATE invoices SET storage_key = NULL, sha256 = NULL WHERE ${invoiceOf('{paid}')}`,
  },
  {
    breaks: 'Q6 every invoice was rendered',
    what: 'a file under another hash than its own',
    sql: `UPDATE invoices SET sha256 = repeat('0', 64) WHERE ${invoiceOf('{paid}')}`,
  },
  {
    breaks: 'Q6 the numbers',
    what: 'a gap between two invoices',
    sql: `UPDATE invoices SET number = 100 WHERE ${invoiceOf('{paid}')}`,
  },
  {
    breaks: 'Q6 the numbers',
    what: 'a number that was given to nobody',
    sql: `UPDATE invoice_counters SET last_number = last_number + 1 WHERE kind = 'credit_note'`,
  },
  {
    breaks: 'Q6 the numbers',
    what: 'invoices that nobody has counted',
    sql: `DELETE FROM invoice_counters WHERE kind = 'invoice'`,
  },
  {
    breaks: 'Q6 the database',
    what: 'a missing guard against a number twice',
    sql: 'DROP INDEX invoices_store_id_kind_number_key',
  },
  {
    breaks: 'Q6 the database',
    what: 'a missing guard against two invoices over an order',
    sql: 'DROP INDEX invoices_one_per_order',
  },
  {
    breaks: 'Q6 the database',
    what: 'a missing guard against two credit notes over a refund',
    sql: 'DROP INDEX invoices_store_id_refund_id_key',
  },
  {
    breaks: 'Q6 the application',
    what: 'invoices that can be rewritten',
    sql: 'GRANT UPDATE (content) ON invoices TO tradewind_app',
  },
  {
    breaks: 'Q6 the application',
    what: 'invoices that can be removed',
    sql: 'GRANT DELETE ON invoices TO tradewind_app',
  },
];
