-- The worker: retries and order in the outbox, invoices, links sent by mail, alerts, tiers of pictures. What
-- schema.prisma says comes first; below it is what the schema language cannot say.

-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "verified_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "attempts" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "last_error" TEXT,
ADD COLUMN     "seq" BIGSERIAL NOT NULL,
ADD COLUMN     "subject" TEXT,
ADD COLUMN     "traceparent" TEXT;

-- AlterTable
ALTER TABLE "product_images" ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "failed_with" TEXT,
ADD COLUMN     "original_tier" TEXT NOT NULL DEFAULT 'hot';

-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "platform_role" TEXT;

-- AlterTable
ALTER TABLE "stores" ADD COLUMN     "accent_color" CHAR(7) NOT NULL DEFAULT '#1b1a18',
ADD COLUMN     "address" JSONB,
ADD COLUMN     "legal_name" TEXT,
ADD COLUMN     "logo_key" TEXT,
ADD COLUMN     "tax_number" TEXT;

-- CreateTable
CREATE TABLE "account_tokens" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_tokens_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "staff_invitations" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "invited_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_invitations_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "stock_alerts" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "notified_at" TIMESTAMPTZ(3),

    CONSTRAINT "stock_alerts_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "invoices" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "refund_id" UUID,
    "kind" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "currency" CHAR(3) NOT NULL,
    "total_minor" INTEGER NOT NULL,
    "tax_minor" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "storage_key" TEXT,
    "sha256" TEXT,

    CONSTRAINT "invoices_pkey" PRIMARY KEY ("store_id","id")
);

-- CreateTable
CREATE TABLE "invoice_counters" (
    "store_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid,
    "kind" TEXT NOT NULL,
    "last_number" INTEGER NOT NULL,

    CONSTRAINT "invoice_counters_pkey" PRIMARY KEY ("store_id","kind")
);

-- CreateIndex
CREATE INDEX "account_tokens_store_id_customer_id_purpose_idx" ON "account_tokens"("store_id", "customer_id", "purpose");

-- CreateIndex
CREATE INDEX "stock_alerts_store_id_variant_id_idx" ON "stock_alerts"("store_id", "variant_id");

-- CreateIndex
CREATE INDEX "invoices_store_id_order_id_idx" ON "invoices"("store_id", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoices_store_id_kind_number_key" ON "invoices"("store_id", "kind", "number");

-- CreateIndex
CREATE UNIQUE INDEX "invoices_store_id_refund_id_key" ON "invoices"("store_id", "refund_id");

-- CreateIndex
CREATE INDEX "product_images_store_id_original_tier_created_at_idx" ON "product_images"("store_id", "original_tier", "created_at");

-- CreateIndex
CREATE INDEX "outbox_created_at_idx" ON "outbox" USING BRIN ("created_at");

-- CreateIndex
CREATE INDEX "product_images_store_id_original_key_idx" ON "product_images"("store_id", "original_key");

-- AddForeignKey
ALTER TABLE "account_tokens" ADD CONSTRAINT "account_tokens_store_id_customer_id_fkey" FOREIGN KEY ("store_id", "customer_id") REFERENCES "customers"("store_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "stock_alerts" ADD CONSTRAINT "stock_alerts_store_id_variant_id_fkey" FOREIGN KEY ("store_id", "variant_id") REFERENCES "variants"("store_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_store_id_order_id_fkey" FOREIGN KEY ("store_id", "order_id") REFERENCES "orders"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_store_id_refund_id_fkey" FOREIGN KEY ("store_id", "refund_id") REFERENCES "refunds"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- ───────────────────────── What the schema language cannot say ─────────────────────────

ALTER TABLE "stores" ADD CONSTRAINT "stores_accent_color" CHECK ("accent_color" ~ '^#[0-9a-f]{6}$');
ALTER TABLE "staff" ADD CONSTRAINT "staff_platform_role" CHECK ("platform_role" = 'operator');
ALTER TABLE "product_images" ADD CONSTRAINT "product_images_original_tier" CHECK ("original_tier" IN ('hot', 'cold'));
ALTER TABLE "account_tokens" ADD CONSTRAINT "account_tokens_purpose" CHECK ("purpose" IN ('verify_email', 'reset_password'));
ALTER TABLE "staff_invitations" ADD CONSTRAINT "staff_invitations_role" CHECK ("role" IN ('owner', 'support'));
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_kind"
  CHECK (("kind" = 'invoice' AND "refund_id" IS NULL) OR ("kind" = 'credit_note' AND "refund_id" IS NOT NULL));
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_amounts" CHECK ("number" > 0 AND "tax_minor" BETWEEN 0 AND "total_minor");
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_rendered" CHECK (("storage_key" IS NULL) = ("sha256" IS NULL));
ALTER TABLE "invoice_counters" ADD CONSTRAINT "invoice_counters_kind" CHECK ("kind" IN ('invoice', 'credit_note'));

CREATE UNIQUE INDEX "invoices_one_per_order" ON "invoices" ("store_id", "order_id") WHERE "kind" = 'invoice';
CREATE UNIQUE INDEX "stock_alerts_open" ON "stock_alerts" ("store_id", "variant_id", "email") WHERE "notified_at" IS NULL;

-- The relay skips from store to store of each job, so that a look costs what stores wait, and not what rows do.
DROP INDEX "outbox_due";
DROP INDEX "outbox_unfinished";
CREATE INDEX "outbox_due" ON "outbox" ("job", "store_id", "due_at", "seq")
  WHERE "published_at" IS NULL AND "done_at" IS NULL AND "failed_with" IS NULL;
CREATE INDEX "outbox_in_flight" ON "outbox" ("job", "published_at")
  WHERE "published_at" IS NOT NULL AND "done_at" IS NULL AND "failed_with" IS NULL;
-- Which rows of a subject are open, in their order.
CREATE INDEX "outbox_subject" ON "outbox" ("store_id", "subject", "seq")
  WHERE "subject" IS NOT NULL AND "done_at" IS NULL AND "failed_with" IS NULL;
CREATE INDEX "outbox_dead" ON "outbox" ("seq") WHERE "failed_with" IS NOT NULL AND "done_at" IS NULL;

-- Wakes the relays when a row is over that another one of its subject has waited for.
CREATE FUNCTION outbox_notify_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM outbox later
    WHERE later.store_id = NEW.store_id AND later.subject = NEW.subject AND later.seq > NEW.seq
      AND later.done_at IS NULL AND later.failed_with IS NULL
  ) THEN
    NOTIFY outbox;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER outbox_notify_next AFTER UPDATE OF "done_at", "failed_with" ON "outbox" FOR EACH ROW
  WHEN (NEW.subject IS NOT NULL AND (NEW.done_at IS NOT NULL OR NEW.failed_with IS NOT NULL))
  EXECUTE FUNCTION outbox_notify_next();

-- ───────────────────────── The application's role ─────────────────────────

GRANT USAGE ON SEQUENCE "outbox_seq_seq" TO tradewind_app;
-- What has outlived its use is taken away: jobs that are done, answers that nobody asks for again, links, alerts.
GRANT DELETE ON "outbox", "idempotency_keys", "account_tokens", "staff_invitations", "stock_alerts" TO tradewind_app;
-- Whoever accepts an invitation becomes staff of the store; nobody makes themselves an operator, or changes a role.
GRANT INSERT ("id", "email", "name", "password_hash") ON "staff" TO tradewind_app;
GRANT INSERT ON "memberships" TO tradewind_app;
GRANT SELECT, INSERT ON "account_tokens", "staff_invitations", "stock_alerts", "invoices" TO tradewind_app;
GRANT UPDATE ("used_at") ON "account_tokens" TO tradewind_app;
GRANT UPDATE ("accepted_at") ON "staff_invitations" TO tradewind_app;
GRANT UPDATE ("notified_at") ON "stock_alerts" TO tradewind_app;
-- What an invoice says is never changed; only that it was rendered is added.
GRANT UPDATE ("storage_key", "sha256") ON "invoices" TO tradewind_app;
GRANT SELECT, INSERT, UPDATE ON "invoice_counters" TO tradewind_app;

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

-- ───────────────────────── What is there already ─────────────────────────

-- Pictures are rendered again, for the formats that are new; orders that were paid get their invoices.
DO $$
DECLARE
  store uuid;
BEGIN
  FOR store IN SELECT id FROM stores LOOP
    PERFORM set_config('app.store_id', store::text, true);
    INSERT INTO outbox (id, store_id, job, payload)
    SELECT gen_random_uuid(), store, 'resize-product-image', jsonb_build_object('imageId', id)
    FROM product_images WHERE rendition_key IS NOT NULL;
    INSERT INTO outbox (id, store_id, job, payload)
    SELECT gen_random_uuid(), store, 'issue-invoice', jsonb_build_object('orderId', id)
    FROM orders WHERE paid_at IS NOT NULL ORDER BY paid_at;
  END LOOP;
END
$$;
