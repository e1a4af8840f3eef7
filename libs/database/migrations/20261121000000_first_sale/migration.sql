-- CreateTable
CREATE TABLE "stores" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tagline" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "locale" TEXT NOT NULL,
    "theme" TEXT NOT NULL,
    "support_email" TEXT NOT NULL,
    "payment_account" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stores_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store_domains" (
    "host" TEXT NOT NULL,
    "store_id" UUID NOT NULL,
    "is_primary" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "store_domains_pkey" PRIMARY KEY ("host")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "store_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("store_id","staff_id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "job" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "request_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "failed_with" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_inbox" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "account" TEXT NOT NULL DEFAULT '',
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "webhook_inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "categories" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "cover_product_id" UUID,

    CONSTRAINT "categories_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "products" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "category_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'published',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "products_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "variants" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "sku" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "variants_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "prices" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "variant_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount_minor" INTEGER NOT NULL,

    CONSTRAINT "prices_pkey" PRIMARY KEY ("store_id","variant_id")
);

-- CreateTable
CREATE TABLE "stock" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "variant_id" UUID NOT NULL,
    "on_hand" INTEGER NOT NULL,
    "reserved" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "stock_pkey" PRIMARY KEY ("store_id","variant_id")
);

-- CreateTable
CREATE TABLE "stock_movements" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "delta" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "order_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stock_movements_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "product_images" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "alt" TEXT NOT NULL,
    "original_key" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "rendition_key" TEXT,
    "widths" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "blur_data_url" TEXT,

    CONSTRAINT "product_images_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "customers" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "carts" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "customer_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "carts_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "cart_lines" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "cart_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cart_lines_pkey" PRIMARY KEY ("store_id","cart_id","variant_id")
);

-- CreateTable
CREATE TABLE "orders" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'awaiting_payment',
    "cart_id" UUID NOT NULL,
    "customer_id" UUID,
    "email" TEXT NOT NULL,
    "shipping_address" JSONB NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "total_minor" INTEGER NOT NULL,
    "item_count" INTEGER NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paid_at" TIMESTAMPTZ(3),
    "shipped_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "tracking" TEXT,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "order_lines" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "order_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "product_name" TEXT NOT NULL,
    "variant_name" TEXT NOT NULL,
    "sku" TEXT NOT NULL,
    "image_id" UUID,
    "quantity" INTEGER NOT NULL,
    "unit_price_minor" INTEGER NOT NULL,

    CONSTRAINT "order_lines_pkey" PRIMARY KEY ("store_id","order_id","variant_id")
);

-- CreateTable
CREATE TABLE "order_events" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "from_status" TEXT,
    "to_status" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "order_events_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "payments" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "provider" TEXT NOT NULL DEFAULT 'stripe',
    "provider_payment_id" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "amount_minor" INTEGER NOT NULL,
    "captured_minor" INTEGER NOT NULL DEFAULT 0,
    "currency" CHAR(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "actor" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER,
    "body" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("store_id","actor","key")
);

-- CreateTable
CREATE TABLE "email_log" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "dedupe_key" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_log_pkey" PRIMARY KEY ("store_id","dedupe_key")
);

-- CreateIndex
CREATE UNIQUE INDEX "stores_slug_key" ON "stores"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "stores_payment_account_key" ON "stores"("payment_account");

-- CreateIndex
CREATE INDEX "store_domains_store_id_idx" ON "store_domains"("store_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE INDEX "memberships_staff_id_idx" ON "memberships"("staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_inbox_provider_account_event_id_key" ON "webhook_inbox"("provider", "account", "event_id");

-- CreateIndex
CREATE UNIQUE INDEX "categories_store_id_slug_key" ON "categories"("store_id", "slug");

-- CreateIndex
CREATE INDEX "products_store_id_status_id_idx" ON "products"("store_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "products_store_id_category_id_status_id_idx" ON "products"("store_id", "category_id", "status", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "products_store_id_slug_key" ON "products"("store_id", "slug");

-- CreateIndex
CREATE INDEX "variants_store_id_product_id_position_idx" ON "variants"("store_id", "product_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "variants_store_id_sku_key" ON "variants"("store_id", "sku");

-- CreateIndex
CREATE INDEX "stock_movements_store_id_variant_id_idx" ON "stock_movements"("store_id", "variant_id");

-- CreateIndex
CREATE INDEX "stock_movements_store_id_order_id_idx" ON "stock_movements"("store_id", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_images_store_id_product_id_position_key" ON "product_images"("store_id", "product_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "customers_store_id_email_key" ON "customers"("store_id", "email");

-- CreateIndex
CREATE INDEX "carts_store_id_customer_id_status_idx" ON "carts"("store_id", "customer_id", "status");

-- CreateIndex
CREATE INDEX "cart_lines_store_id_variant_id_idx" ON "cart_lines"("store_id", "variant_id");

-- CreateIndex
CREATE INDEX "orders_store_id_customer_id_id_idx" ON "orders"("store_id", "customer_id", "id" DESC);

-- CreateIndex
CREATE INDEX "orders_store_id_status_id_idx" ON "orders"("store_id", "status", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "orders_store_id_number_key" ON "orders"("store_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "orders_store_id_cart_id_key" ON "orders"("store_id", "cart_id");

-- CreateIndex
CREATE INDEX "order_lines_store_id_variant_id_idx" ON "order_lines"("store_id", "variant_id");

-- CreateIndex
CREATE INDEX "order_events_store_id_order_id_id_idx" ON "order_events"("store_id", "order_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "payments_store_id_provider_provider_payment_id_key" ON "payments"("store_id", "provider", "provider_payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "payments_store_id_order_id_key" ON "payments"("store_id", "order_id");

-- CreateIndex
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

-- AddForeignKey
ALTER TABLE "store_domains" ADD CONSTRAINT "store_domains_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_store_id_cover_product_id_fkey" FOREIGN KEY ("store_id", "cover_product_id") REFERENCES "products"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_store_id_category_id_fkey" FOREIGN KEY ("store_id", "category_id") REFERENCES "categories"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "variants" ADD CONSTRAINT "variants_store_id_product_id_fkey" FOREIGN KEY ("store_id", "product_id") REFERENCES "products"("store_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "prices" ADD CONSTRAINT "prices_store_id_variant_id_fkey" FOREIGN KEY ("store_id", "variant_id") REFERENCES "variants"("store_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "stock" ADD CONSTRAINT "stock_store_id_variant_id_fkey" FOREIGN KEY ("store_id", "variant_id") REFERENCES "variants"("store_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "product_images" ADD CONSTRAINT "product_images_store_id_product_id_fkey" FOREIGN KEY ("store_id", "product_id") REFERENCES "products"("store_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "carts" ADD CONSTRAINT "carts_store_id_customer_id_fkey" FOREIGN KEY ("store_id", "customer_id") REFERENCES "customers"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "cart_lines" ADD CONSTRAINT "cart_lines_store_id_cart_id_fkey" FOREIGN KEY ("store_id", "cart_id") REFERENCES "carts"("store_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "cart_lines" ADD CONSTRAINT "cart_lines_store_id_variant_id_fkey" FOREIGN KEY ("store_id", "variant_id") REFERENCES "variants"("store_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_store_id_customer_id_fkey" FOREIGN KEY ("store_id", "customer_id") REFERENCES "customers"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_store_id_order_id_fkey" FOREIGN KEY ("store_id", "order_id") REFERENCES "orders"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_store_id_order_id_fkey" FOREIGN KEY ("store_id", "order_id") REFERENCES "orders"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_store_id_order_id_fkey" FOREIGN KEY ("store_id", "order_id") REFERENCES "orders"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- ───────────────────────── What the schema language cannot say ─────────────────────────

-- Amounts and quantities that make no sense are refused by the database too, whoever writes them.
ALTER TABLE "prices" ADD CONSTRAINT "prices_amount_not_negative" CHECK ("amount_minor" >= 0);
ALTER TABLE "stock" ADD CONSTRAINT "stock_never_oversold" CHECK ("on_hand" >= 0 AND "reserved" >= 0 AND "reserved" <= "on_hand");
ALTER TABLE "cart_lines" ADD CONSTRAINT "cart_lines_quantity" CHECK ("quantity" BETWEEN 1 AND 99);
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_quantity" CHECK ("quantity" > 0);
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_price_not_negative" CHECK ("unit_price_minor" >= 0);
ALTER TABLE "orders" ADD CONSTRAINT "orders_total_not_negative" CHECK ("total_minor" >= 0);
ALTER TABLE "orders" ADD CONSTRAINT "orders_status" CHECK ("status" IN ('awaiting_payment', 'paid', 'shipped', 'cancelled'));
ALTER TABLE "payments" ADD CONSTRAINT "payments_captured" CHECK ("captured_minor" BETWEEN 0 AND "amount_minor");
ALTER TABLE "carts" ADD CONSTRAINT "carts_status" CHECK ("status" IN ('open', 'ordered', 'merged'));
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_role" CHECK ("role" IN ('owner', 'support'));

-- The relay looks for due rows and for published rows that were never finished; both sets stay small.
CREATE INDEX "outbox_due" ON "outbox" ("due_at", "id") WHERE "published_at" IS NULL AND "failed_with" IS NULL;
CREATE INDEX "outbox_unfinished" ON "outbox" ("published_at") WHERE "done_at" IS NULL AND "published_at" IS NOT NULL AND "failed_with" IS NULL;

-- Wakes the relays at commit. The payload is empty: a relay always asks the table what is due.
CREATE FUNCTION outbox_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NOTIFY outbox;
  RETURN NULL;
END
$$;
CREATE TRIGGER outbox_notify AFTER INSERT ON "outbox" FOR EACH STATEMENT EXECUTE FUNCTION outbox_notify();

-- ───────────────────────── The application's role ─────────────────────────

-- It owns nothing and may not bypass row security. Its password is set by the migration tool.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tradewind_app') THEN
    CREATE ROLE tradewind_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
END
$$;
-- No statement, lock or forgotten transaction holds others up for long. On the role, so that it works behind PgBouncer.
ALTER ROLE tradewind_app SET statement_timeout = '10s';
ALTER ROLE tradewind_app SET lock_timeout = '5s';
ALTER ROLE tradewind_app SET idle_in_transaction_session_timeout = '15s';
GRANT USAGE ON SCHEMA public TO tradewind_app;

-- Platform tables: read, except the two queues.
GRANT SELECT ON "stores", "store_domains", "staff", "memberships" TO tradewind_app;
GRANT SELECT, INSERT, UPDATE ON "outbox", "webhook_inbox" TO tradewind_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON
  "categories", "products", "variants", "prices", "stock", "product_images", "customers", "carts", "cart_lines" TO tradewind_app;
-- An order, its payment and the keys of answered requests are never deleted by the application.
GRANT SELECT, INSERT, UPDATE ON "orders", "payments", "idempotency_keys" TO tradewind_app;
-- Append-only: history cannot be rewritten, not even by a bug.
GRANT SELECT, INSERT ON "order_lines", "order_events", "stock_movements", "email_log" TO tradewind_app;

-- ───────────────────────── Row-level security ─────────────────────────

-- The scope is set by SET LOCAL in the transaction of each query. NULLIF because a setting that was local to an
-- earlier transaction of the same connection reads as '' and not as NULL: no scope means no rows, never an error.
DO $$
DECLARE
  store_table text;
BEGIN
  FOR store_table IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'store_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
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
