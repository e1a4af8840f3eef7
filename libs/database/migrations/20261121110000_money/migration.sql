-- Tax, delivery, coupons, refunds, shipments, returns and the ledger. What schema.prisma says comes first; below it
-- is what the schema language cannot say.

-- DropIndex
DROP INDEX "payments_store_id_order_id_key";

-- AlterTable
ALTER TABLE "carts" ADD COLUMN     "country" CHAR(2),
ADD COLUMN     "coupon_code" TEXT,
ADD COLUMN     "shipping_method_id" UUID;

-- AlterTable
ALTER TABLE "order_lines" ADD COLUMN     "discount_minor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "tax_minor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "tax_rate_ppm" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "total_minor" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "orders"
ADD COLUMN     "coupon_code" TEXT,
ADD COLUMN     "delivered_at" TIMESTAMPTZ(3),
ADD COLUMN     "discount_minor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "held_until" TIMESTAMPTZ(3),
ADD COLUMN     "prices_include_tax" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "shipping_discount_minor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "shipping_method" TEXT,
ADD COLUMN     "shipping_minor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "shipping_tax_minor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "shipping_tax_rate_ppm" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "shipping_total_minor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "stock_state" TEXT NOT NULL DEFAULT 'held',
ADD COLUMN     "subtotal_minor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "tax_minor" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "dedupe_key" TEXT;

-- AlterTable
ALTER TABLE "payments" ADD COLUMN     "declined_with" TEXT,
ADD COLUMN     "refunded_minor" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "products" ADD COLUMN     "max_per_order" INTEGER,
ADD COLUMN     "tax_category" TEXT NOT NULL DEFAULT 'standard';

-- AlterTable
ALTER TABLE "stores" ADD COLUMN     "country" CHAR(2) NOT NULL DEFAULT 'DE',
ADD COLUMN     "prices_include_tax" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "variants" ADD COLUMN     "weight_grams" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "refunds" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "return_id" UUID,
    "restock" BOOLEAN NOT NULL DEFAULT false,
    "provider_refund_id" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "amount_minor" INTEGER NOT NULL,
    "tax_minor" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "failed_with" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "refund_parts" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "refund_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "variant_id" UUID,
    "quantity" INTEGER NOT NULL,
    "unshipped_quantity" INTEGER NOT NULL DEFAULT 0,
    "amount_minor" INTEGER NOT NULL,
    "tax_minor" INTEGER NOT NULL,

    CONSTRAINT "refund_parts_pkey" PRIMARY KEY ("store_id","refund_id","position")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" UUID NOT NULL,
    "account" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "shipments" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "carrier" TEXT,
    "tracking" TEXT,
    "actor" TEXT NOT NULL,
    "shipped_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "shipments_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "shipment_lines" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "shipment_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "shipment_lines_pkey" PRIMARY KEY ("store_id","shipment_id","variant_id")
);

-- CreateTable
CREATE TABLE "returns" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'requested',
    "reason" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3),
    "refunded_at" TIMESTAMPTZ(3),

    CONSTRAINT "returns_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "return_lines" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "return_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "return_lines_pkey" PRIMARY KEY ("store_id","return_id","variant_id")
);

-- CreateTable
CREATE TABLE "reconciliation_findings" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "fault" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_findings_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "tax_rates" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "country" CHAR(2) NOT NULL,
    "category" TEXT NOT NULL,
    "rate_ppm" INTEGER NOT NULL,

    CONSTRAINT "tax_rates_pkey" PRIMARY KEY ("store_id","country","category")
);

-- CreateTable
CREATE TABLE "shipping_methods" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "basis" TEXT NOT NULL DEFAULT 'flat',
    "free_above_minor" INTEGER,
    "tax_category" TEXT NOT NULL DEFAULT 'standard',

    CONSTRAINT "shipping_methods_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "shipping_rates" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "method_id" UUID NOT NULL,
    "country" CHAR(2) NOT NULL,
    "from_value" INTEGER NOT NULL DEFAULT 0,
    "amount_minor" INTEGER NOT NULL,

    CONSTRAINT "shipping_rates_pkey" PRIMARY KEY ("store_id","method_id","country","from_value")
);

-- CreateTable
CREATE TABLE "coupons" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" INTEGER NOT NULL DEFAULT 0,
    "min_spend_minor" INTEGER NOT NULL DEFAULT 0,
    "starts_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ(3),
    "max_uses" INTEGER,
    "max_uses_per_customer" INTEGER,
    "used_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "coupons_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "coupon_uses" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "coupon_id" UUID NOT NULL,
    "customer" TEXT NOT NULL,
    "used_count" INTEGER NOT NULL,
    "max_uses" INTEGER NOT NULL,

    CONSTRAINT "coupon_uses_pkey" PRIMARY KEY ("store_id","coupon_id","customer")
);

-- CreateTable
CREATE TABLE "coupon_redemptions" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "order_id" UUID NOT NULL,
    "coupon_id" UUID NOT NULL,
    "customers" TEXT[],
    "redeemed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "coupon_redemptions_pkey" PRIMARY KEY ("store_id","order_id")
);

-- CreateIndex
CREATE INDEX "refunds_store_id_order_id_idx" ON "refunds"("store_id", "order_id");

-- CreateIndex
CREATE INDEX "refunds_store_id_payment_id_idx" ON "refunds"("store_id", "payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_store_id_provider_refund_id_key" ON "refunds"("store_id", "provider_refund_id");

-- CreateIndex
CREATE INDEX "ledger_entries_store_id_order_id_id_idx" ON "ledger_entries"("store_id", "order_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entries_store_id_kind_reference_account_key" ON "ledger_entries"("store_id", "kind", "reference", "account");

-- CreateIndex
CREATE INDEX "shipments_store_id_order_id_idx" ON "shipments"("store_id", "order_id");

-- CreateIndex
CREATE INDEX "returns_store_id_order_id_idx" ON "returns"("store_id", "order_id");

-- CreateIndex
CREATE INDEX "returns_store_id_status_id_idx" ON "returns"("store_id", "status", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_findings_store_id_provider_id_fault_key" ON "reconciliation_findings"("store_id", "provider_id", "fault");

-- CreateIndex
CREATE UNIQUE INDEX "coupons_store_id_code_key" ON "coupons"("store_id", "code");

-- CreateIndex
CREATE INDEX "coupon_redemptions_store_id_coupon_id_idx" ON "coupon_redemptions"("store_id", "coupon_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_store_id_job_dedupe_key_key" ON "outbox"("store_id", "job", "dedupe_key");

-- CreateIndex
CREATE INDEX "payments_store_id_order_id_idx" ON "payments"("store_id", "order_id");

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_store_id_order_id_fkey" FOREIGN KEY ("store_id", "order_id") REFERENCES "orders"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_store_id_payment_id_fkey" FOREIGN KEY ("store_id", "payment_id") REFERENCES "payments"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "refund_parts" ADD CONSTRAINT "refund_parts_store_id_refund_id_fkey" FOREIGN KEY ("store_id", "refund_id") REFERENCES "refunds"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_store_id_order_id_fkey" FOREIGN KEY ("store_id", "order_id") REFERENCES "orders"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_store_id_order_id_fkey" FOREIGN KEY ("store_id", "order_id") REFERENCES "orders"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_store_id_shipment_id_fkey" FOREIGN KEY ("store_id", "shipment_id") REFERENCES "shipments"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "returns" ADD CONSTRAINT "returns_store_id_order_id_fkey" FOREIGN KEY ("store_id", "order_id") REFERENCES "orders"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "return_lines" ADD CONSTRAINT "return_lines_store_id_return_id_fkey" FOREIGN KEY ("store_id", "return_id") REFERENCES "returns"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "shipping_rates" ADD CONSTRAINT "shipping_rates_store_id_method_id_fkey" FOREIGN KEY ("store_id", "method_id") REFERENCES "shipping_methods"("store_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "coupon_uses" ADD CONSTRAINT "coupon_uses_store_id_coupon_id_fkey" FOREIGN KEY ("store_id", "coupon_id") REFERENCES "coupons"("store_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "coupon_redemptions" ADD CONSTRAINT "coupon_redemptions_store_id_order_id_fkey" FOREIGN KEY ("store_id", "order_id") REFERENCES "orders"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "coupon_redemptions" ADD CONSTRAINT "coupon_redemptions_store_id_coupon_id_fkey" FOREIGN KEY ("store_id", "coupon_id") REFERENCES "coupons"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- ───────────────────────── Orders from before ─────────────────────────

-- Row-level security binds the owner too, so each store is entered in turn.
DO $$
DECLARE
  store uuid;
BEGIN
  FOR store IN SELECT id FROM stores LOOP
    PERFORM set_config('app.store_id', store::text, true);
    UPDATE order_lines SET total_minor = quantity * unit_price_minor;
    UPDATE orders SET subtotal_minor = total_minor,
      stock_state = CASE status WHEN 'awaiting_payment' THEN 'held' WHEN 'cancelled' THEN 'free' ELSE 'sold' END;
    WITH shipped AS (
      INSERT INTO shipments (id, order_id, tracking, actor, shipped_at)
      SELECT gen_random_uuid(), id, tracking, 'unknown', coalesce(shipped_at, now()) FROM orders WHERE status = 'shipped'
      RETURNING id, order_id)
    INSERT INTO shipment_lines (shipment_id, variant_id, quantity)
    SELECT shipped.id, l.variant_id, l.quantity FROM shipped JOIN order_lines l ON l.order_id = shipped.order_id;
    INSERT INTO ledger_entries (id, order_id, kind, reference, account, amount_minor, currency)
    SELECT gen_random_uuid(), o.id, e.kind, e.reference, e.account, e.amount, o.currency
    FROM orders o JOIN payments p ON p.order_id = o.id AND p.status = 'succeeded',
      LATERAL (VALUES ('sale', o.id, 'customer', o.total_minor), ('sale', o.id, 'goods', -o.total_minor),
                      ('capture', p.id, 'provider', p.captured_minor), ('capture', p.id, 'customer', -p.captured_minor))
        AS e (kind, reference, account, amount)
    -- The sale of an order that is being settled at this moment is booked by whoever settles it.
    WHERE e.kind = 'capture' OR o.paid_at IS NOT NULL;
  END LOOP;
END
$$;
ALTER TABLE "order_lines" ALTER COLUMN "total_minor" DROP DEFAULT;
ALTER TABLE "orders" DROP COLUMN "tracking";

-- ───────────────────────── What the schema language cannot say ─────────────────────────

ALTER TABLE "products" ADD CONSTRAINT "products_max_per_order" CHECK ("max_per_order" > 0);
ALTER TABLE "variants" ADD CONSTRAINT "variants_weight_not_negative" CHECK ("weight_grams" >= 0);
ALTER TABLE "tax_rates" ADD CONSTRAINT "tax_rates_share" CHECK ("rate_ppm" BETWEEN 0 AND 1000000);
ALTER TABLE "shipping_methods" ADD CONSTRAINT "shipping_methods_basis" CHECK ("basis" IN ('flat', 'price', 'weight'));
ALTER TABLE "shipping_rates" ADD CONSTRAINT "shipping_rates_not_negative" CHECK ("amount_minor" >= 0 AND "from_value" >= 0);
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_code" CHECK ("code" ~ '^[A-Z0-9][A-Z0-9_-]{1,39}$');
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_value" CHECK (
  CASE "kind" WHEN 'percent' THEN "value" BETWEEN 1 AND 1000000 WHEN 'amount' THEN "value" > 0 ELSE "kind" = 'free_shipping' END);

-- The limits themselves: an order that would break one is refused as a whole, however many try at once. The application
-- adds without looking, and these say no (see coupon.queries.ts and stock.queries.ts).
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_within_limit"
  CHECK ("used_count" >= 0 AND ("max_uses" IS NULL OR "used_count" <= "max_uses"));
ALTER TABLE "coupon_uses" ADD CONSTRAINT "coupon_uses_within_limit" CHECK ("used_count" BETWEEN 0 AND "max_uses");

ALTER TABLE "orders" DROP CONSTRAINT "orders_status";
ALTER TABLE "orders" ADD CONSTRAINT "orders_status" CHECK ("status" IN (
  'awaiting_payment', 'paid', 'partly_shipped', 'shipped', 'delivered', 'cancelled', 'partly_refunded', 'refunded'));
ALTER TABLE "orders" ADD CONSTRAINT "orders_stock_state" CHECK ("stock_state" IN ('held', 'sold', 'free'));
ALTER TABLE "orders" ADD CONSTRAINT "orders_add_up" CHECK (
  "total_minor" = "subtotal_minor" - "discount_minor" + "shipping_minor" - "shipping_discount_minor"
    + CASE WHEN "prices_include_tax" THEN 0 ELSE "tax_minor" END
  AND "discount_minor" BETWEEN 0 AND "subtotal_minor" AND "shipping_discount_minor" BETWEEN 0 AND "shipping_minor"
  AND "tax_minor" >= 0);

ALTER TABLE "payments" ADD CONSTRAINT "payments_refunded" CHECK ("refunded_minor" BETWEEN 0 AND "captured_minor");
ALTER TABLE "payments" ADD CONSTRAINT "payments_status" CHECK ("status" IN ('pending', 'succeeded', 'canceled'));
-- A new payment is opened only when the one before has ended, so a customer can never be charged by two.
CREATE UNIQUE INDEX "payments_one_pending" ON "payments" ("store_id", "order_id") WHERE "status" = 'pending';
CREATE UNIQUE INDEX "refunds_one_per_return" ON "refunds" ("store_id", "return_id") WHERE "status" <> 'failed';
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_amount" CHECK ("amount_minor" > 0 AND "tax_minor" BETWEEN 0 AND "amount_minor");
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_status" CHECK ("status" IN ('pending', 'succeeded', 'failed'));
ALTER TABLE "refund_parts" ADD CONSTRAINT "refund_parts_not_negative"
  CHECK ("quantity" >= 0 AND "amount_minor" >= 0 AND "tax_minor" >= 0 AND "unshipped_quantity" BETWEEN 0 AND "quantity");
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_quantity" CHECK ("quantity" > 0);
ALTER TABLE "returns" ADD CONSTRAINT "returns_status"
  CHECK ("status" IN ('requested', 'approved', 'rejected', 'received', 'refunded'));
ALTER TABLE "return_lines" ADD CONSTRAINT "return_lines_quantity" CHECK ("quantity" > 0);

-- A posting is one INSERT, and its entries sum to zero in each currency, whoever writes it.
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_not_zero" CHECK ("amount_minor" <> 0);
CREATE FUNCTION ledger_postings_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM posted GROUP BY store_id, order_id, kind, reference, currency HAVING sum(amount_minor) <> 0) THEN
    RAISE EXCEPTION 'the entries of a posting must sum to zero' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_postings_balance';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER ledger_postings_balance AFTER INSERT ON "ledger_entries"
  REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION ledger_postings_balance();

-- ───────────────────────── The application's role ─────────────────────────

GRANT SELECT, INSERT, UPDATE, DELETE ON "tax_rates", "shipping_methods", "shipping_rates" TO tradewind_app;
GRANT SELECT, INSERT, UPDATE ON
  "refunds", "shipments", "returns", "coupons", "coupon_uses", "coupon_redemptions", "reconciliation_findings" TO tradewind_app;
-- Append-only, like the history of an order.
GRANT SELECT, INSERT ON "ledger_entries", "refund_parts", "shipment_lines", "return_lines" TO tradewind_app;

-- ───────────────────────── Row-level security ─────────────────────────

DO $$
DECLARE
  store_table text;
BEGIN
  FOR store_table IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'store_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT c.relrowsecurity
      AND c.relname NOT IN ('store_domains', 'memberships', 'outbox')
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', store_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', store_table);
    EXECUTE format(
      'CREATE POLICY of_this_store ON %I USING (store_id = NULLIF(current_setting(''app.store_id'', true), '''')::uuid) '
      'WITH CHECK (store_id = NULLIF(current_setting(''app.store_id'', true), '''')::uuid)',
      store_table
    );
  END LOOP;
END
$$;
