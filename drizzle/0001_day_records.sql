CREATE TABLE "device_audit" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"outlet_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"device_counter" bigint NOT NULL,
	"clock_offset_ms" bigint,
	"made_at" timestamp with time zone NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"flags" text[] DEFAULT '{}'::text[] NOT NULL,
	"content_hash" text NOT NULL,
	"chain_no" bigint NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"approved_by" uuid,
	"detail" jsonb NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "device_audit_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "qris_confirmation" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sale_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"note" text,
	"device_id" uuid,
	"staff_id" uuid,
	"user_id" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"flags" text[] DEFAULT '{}'::text[] NOT NULL,
	"content_hash" text NOT NULL,
	CONSTRAINT "qris_confirmation_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "refund" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"outlet_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"device_counter" bigint NOT NULL,
	"clock_offset_ms" bigint,
	"made_at" timestamp with time zone NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"flags" text[] DEFAULT '{}'::text[] NOT NULL,
	"content_hash" text NOT NULL,
	"receipt_seq" integer NOT NULL,
	"receipt_number" text NOT NULL,
	"shift_id" uuid,
	"sale_id" uuid NOT NULL,
	"sale_receipt_number" text NOT NULL,
	"customer_id" uuid,
	"reason" text NOT NULL,
	"rounding" bigint NOT NULL,
	"total" bigint NOT NULL,
	"approvals" jsonb,
	"note" text,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"seq" bigint DEFAULT nextval('sync_seq') NOT NULL,
	CONSTRAINT "refund_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "refund_line" (
	"tenant_id" uuid NOT NULL,
	"refund_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"product_id" uuid,
	"name" text NOT NULL,
	"unit" text NOT NULL,
	"quantity_milli" bigint NOT NULL,
	"amount" bigint NOT NULL,
	"tax_kind" text NOT NULL,
	"tax" bigint NOT NULL,
	"restock" boolean NOT NULL,
	"stock_milli" bigint,
	"components" jsonb,
	CONSTRAINT "refund_line_tenant_id_refund_id_line_no_pk" PRIMARY KEY("tenant_id","refund_id","line_no")
);
--> statement-breakpoint
CREATE TABLE "refund_payment" (
	"tenant_id" uuid NOT NULL,
	"refund_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"method" text NOT NULL,
	"amount" bigint NOT NULL,
	"payment_id" uuid,
	"reference" text,
	CONSTRAINT "refund_payment_tenant_id_refund_id_id_pk" PRIMARY KEY("tenant_id","refund_id","id")
);
--> statement-breakpoint
CREATE TABLE "sale_void" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"outlet_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"device_counter" bigint NOT NULL,
	"clock_offset_ms" bigint,
	"made_at" timestamp with time zone NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"flags" text[] DEFAULT '{}'::text[] NOT NULL,
	"content_hash" text NOT NULL,
	"sale_id" uuid NOT NULL,
	"shift_id" uuid,
	"reason" text NOT NULL,
	"approvals" jsonb,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"seq" bigint DEFAULT nextval('sync_seq') NOT NULL,
	CONSTRAINT "sale_void_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "cash_movement" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"outlet_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"device_counter" bigint NOT NULL,
	"clock_offset_ms" bigint,
	"made_at" timestamp with time zone NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"flags" text[] DEFAULT '{}'::text[] NOT NULL,
	"content_hash" text NOT NULL,
	"shift_id" uuid,
	"direction" text NOT NULL,
	"amount" bigint NOT NULL,
	"category" text NOT NULL,
	"reason" text NOT NULL,
	"approvals" jsonb,
	CONSTRAINT "cash_movement_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "shift" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"outlet_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"device_counter" bigint NOT NULL,
	"clock_offset_ms" bigint,
	"made_at" timestamp with time zone NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"flags" text[] DEFAULT '{}'::text[] NOT NULL,
	"content_hash" text NOT NULL,
	"shift_no" bigint NOT NULL,
	"float" bigint NOT NULL,
	"denominations" jsonb NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"seq" bigint DEFAULT nextval('sync_seq') NOT NULL,
	CONSTRAINT "shift_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "shift_close" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"outlet_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"device_counter" bigint NOT NULL,
	"clock_offset_ms" bigint,
	"made_at" timestamp with time zone NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"flags" text[] DEFAULT '{}'::text[] NOT NULL,
	"content_hash" text NOT NULL,
	"shift_id" uuid NOT NULL,
	"counted" bigint NOT NULL,
	"denominations" jsonb NOT NULL,
	"expected" bigint NOT NULL,
	"variance" bigint NOT NULL,
	"totals" jsonb NOT NULL,
	"unsent" bigint NOT NULL,
	"approvals" jsonb,
	"note" text,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"seq" bigint DEFAULT nextval('sync_seq') NOT NULL,
	CONSTRAINT "shift_close_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "shift_handover" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"outlet_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"device_counter" bigint NOT NULL,
	"clock_offset_ms" bigint,
	"made_at" timestamp with time zone NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"flags" text[] DEFAULT '{}'::text[] NOT NULL,
	"content_hash" text NOT NULL,
	"shift_id" uuid NOT NULL,
	"to_staff_id" uuid NOT NULL,
	"counted" bigint,
	CONSTRAINT "shift_handover_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "reference" text;--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "confirmed" boolean;--> statement-breakpoint
ALTER TABLE "sale" ADD COLUMN "shift_id" uuid;--> statement-breakpoint
ALTER TABLE "sale" ADD COLUMN "customer_id" uuid;--> statement-breakpoint
ALTER TABLE "sale" ADD COLUMN "order_type" text DEFAULT 'walkIn' NOT NULL;--> statement-breakpoint
ALTER TABLE "sale" ADD COLUMN "label" text;--> statement-breakpoint
ALTER TABLE "sale" ADD COLUMN "price_list_id" text;--> statement-breakpoint
ALTER TABLE "sale" ADD COLUMN "discounts" jsonb;--> statement-breakpoint
ALTER TABLE "sale" ADD COLUMN "service_charge" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sale" ADD COLUMN "tax_included" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sale" ADD COLUMN "change_kept" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sale" ADD COLUMN "exchange_of" uuid;--> statement-breakpoint
ALTER TABLE "sale" ADD COLUMN "approvals" jsonb;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "list_price" bigint;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "discount" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "discounts" jsonb;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "cart_discount" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "service_charge" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "tax_kind" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "tax_rate_bp" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "tax_base" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "tax" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "tax_included" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "modifiers" jsonb;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "stock_milli" bigint;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "components" jsonb;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD COLUMN "source_id" uuid;--> statement-breakpoint
CREATE INDEX "device_audit_chain" ON "device_audit" USING btree ("tenant_id","device_id","chain_no");--> statement-breakpoint
CREATE INDEX "qris_confirmation_payment" ON "qris_confirmation" USING btree ("tenant_id","payment_id");--> statement-breakpoint
CREATE INDEX "refund_sync" ON "refund" USING btree ("tenant_id","outlet_id","xid","seq");--> statement-breakpoint
CREATE INDEX "refund_sale" ON "refund" USING btree ("tenant_id","sale_id");--> statement-breakpoint
CREATE INDEX "refund_receipt" ON "refund" USING btree ("tenant_id","device_id","receipt_seq");--> statement-breakpoint
CREATE INDEX "refund_newest" ON "refund" USING btree ("tenant_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "refund_shift" ON "refund" USING btree ("tenant_id","shift_id") WHERE shift_id is not null;--> statement-breakpoint
CREATE INDEX "refund_line_product" ON "refund_line" USING btree ("tenant_id","product_id");--> statement-breakpoint
CREATE INDEX "sale_void_sync" ON "sale_void" USING btree ("tenant_id","outlet_id","xid","seq");--> statement-breakpoint
CREATE INDEX "sale_void_sale" ON "sale_void" USING btree ("tenant_id","sale_id");--> statement-breakpoint
CREATE INDEX "sale_void_shift" ON "sale_void" USING btree ("tenant_id","shift_id") WHERE shift_id is not null;--> statement-breakpoint
CREATE INDEX "cash_movement_shift" ON "cash_movement" USING btree ("tenant_id","shift_id") WHERE shift_id is not null;--> statement-breakpoint
CREATE INDEX "cash_movement_newest" ON "cash_movement" USING btree ("tenant_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "shift_sync" ON "shift" USING btree ("tenant_id","outlet_id","xid","seq");--> statement-breakpoint
CREATE INDEX "shift_newest" ON "shift" USING btree ("tenant_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "shift_close_sync" ON "shift_close" USING btree ("tenant_id","outlet_id","xid","seq");--> statement-breakpoint
CREATE INDEX "shift_close_shift" ON "shift_close" USING btree ("tenant_id","shift_id");--> statement-breakpoint
CREATE INDEX "shift_handover_shift" ON "shift_handover" USING btree ("tenant_id","shift_id");--> statement-breakpoint
CREATE INDEX "payment_unconfirmed" ON "payment" USING btree ("tenant_id") WHERE method = 'qrisStatic' and confirmed is not true;--> statement-breakpoint
CREATE INDEX "sale_shift" ON "sale" USING btree ("tenant_id","shift_id") WHERE shift_id is not null;--> statement-breakpoint
CREATE INDEX "sale_customer" ON "sale" USING btree ("tenant_id","customer_id") WHERE customer_id is not null;--> statement-breakpoint
CREATE INDEX "stock_movement_sale" ON "stock_movement" USING btree ("tenant_id","sale_id") WHERE sale_id is not null;