CREATE TABLE "payment_attempt" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"outlet_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"sale_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"try_no" integer NOT NULL,
	"method" text NOT NULL,
	"amount" bigint NOT NULL,
	"status" text DEFAULT 'creating' NOT NULL,
	"raw_status" text,
	"reference" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"provider_id" text,
	"provider_payment_id" text,
	"code" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"released" boolean DEFAULT false NOT NULL,
	"problem" jsonb,
	"refunded_amount" bigint DEFAULT 0 NOT NULL,
	"held" boolean DEFAULT false NOT NULL,
	"disputed" boolean DEFAULT false NOT NULL,
	"late" boolean DEFAULT false NOT NULL,
	"reversed" boolean DEFAULT false NOT NULL,
	"mismatch" text,
	"expires_at" timestamp with time zone,
	"paid_at" timestamp with time zone,
	"asked_at" timestamp with time zone,
	"asked" integer DEFAULT 0 NOT NULL,
	"sure" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"settled_note" text,
	CONSTRAINT "payment_attempt_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "payment_event" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"attempt_id" uuid,
	"connection_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	"verdict" text NOT NULL,
	"from_status" text,
	"to_status" text,
	"reported" text,
	"raw_status" text,
	"amount" bigint,
	"moved" bigint DEFAULT 0 NOT NULL,
	"webhook_id" uuid,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "payment_event_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "payment_refund" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"attempt_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"status" text NOT NULL,
	"reason" text NOT NULL,
	"provider_refund_id" text,
	"problem" jsonb,
	"by_kind" text NOT NULL,
	"by_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payment_refund_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "settlement_import" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"connection_id" uuid,
	"name" text NOT NULL,
	"file_hash" text NOT NULL,
	"lines" integer NOT NULL,
	"imported_by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "settlement_import_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "settlement_line" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"connection_id" uuid,
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"provider_id" text NOT NULL,
	"gross" bigint NOT NULL,
	"fee" bigint NOT NULL,
	"net" bigint NOT NULL,
	"paid_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"status" text NOT NULL,
	"attempt_id" uuid,
	"payment_id" uuid,
	"reason" text,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	CONSTRAINT "settlement_line_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "payment_attempt_reference" ON "payment_attempt" USING btree ("tenant_id","reference");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_attempt_live" ON "payment_attempt" USING btree ("tenant_id","sale_id") WHERE status in ('creating', 'pending') and not released;--> statement-breakpoint
CREATE INDEX "payment_attempt_payment" ON "payment_attempt" USING btree ("tenant_id","payment_id","try_no");--> statement-breakpoint
CREATE INDEX "payment_attempt_sale" ON "payment_attempt" USING btree ("tenant_id","sale_id");--> statement-breakpoint
CREATE INDEX "payment_attempt_provider" ON "payment_attempt" USING btree ("tenant_id","connection_id","provider_id");--> statement-breakpoint
CREATE INDEX "payment_attempt_open" ON "payment_attempt" USING btree ("tenant_id","updated_at") WHERE not sure;--> statement-breakpoint
CREATE INDEX "payment_attempt_paid" ON "payment_attempt" USING btree ("tenant_id","paid_at") WHERE paid_at is not null;--> statement-breakpoint
CREATE INDEX "payment_event_attempt" ON "payment_event" USING btree ("tenant_id","attempt_id");--> statement-breakpoint
CREATE INDEX "payment_event_strange" ON "payment_event" USING btree ("tenant_id","at") WHERE attempt_id is null;--> statement-breakpoint
CREATE INDEX "payment_refund_attempt" ON "payment_refund" USING btree ("tenant_id","attempt_id");--> statement-breakpoint
CREATE UNIQUE INDEX "settlement_import_file" ON "settlement_import" USING btree ("tenant_id","file_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "settlement_line_no" ON "settlement_line" USING btree ("tenant_id","import_id","line_no");--> statement-breakpoint
CREATE UNIQUE INDEX "settlement_line_attempt" ON "settlement_line" USING btree ("tenant_id","attempt_id","kind") WHERE status in ('matched', 'amountDiffers') and kind = 'payment';--> statement-breakpoint
CREATE UNIQUE INDEX "settlement_line_payment" ON "settlement_line" USING btree ("tenant_id","payment_id") WHERE payment_id is not null;--> statement-breakpoint
CREATE INDEX "settlement_line_open" ON "settlement_line" USING btree ("tenant_id","status");