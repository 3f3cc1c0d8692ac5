CREATE TABLE "connection" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"outlet_id" uuid,
	"scope_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"provider" text NOT NULL,
	"label" text NOT NULL,
	"slug" text NOT NULL,
	"environment" text NOT NULL,
	"test_mode" boolean NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"preset" jsonb NOT NULL,
	"preset_version" integer NOT NULL,
	"shape_hash" text NOT NULL,
	"cfg" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"cost_class" text DEFAULT '' NOT NULL,
	"expires_at" timestamp with time zone,
	"last_tested_at" timestamp with time zone,
	"last_test_status" text,
	"last_test_message" jsonb,
	"created_by" text NOT NULL,
	"updated_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "connection_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "connection_feature" (
	"tenant_id" uuid NOT NULL,
	"scope_id" uuid NOT NULL,
	"feature" text NOT NULL,
	"position" integer NOT NULL,
	"connection_id" uuid NOT NULL,
	CONSTRAINT "connection_feature_tenant_id_scope_id_feature_position_pk" PRIMARY KEY("tenant_id","scope_id","feature","position")
);
--> statement-breakpoint
CREATE TABLE "connection_inheritance" (
	"tenant_id" uuid NOT NULL,
	"outlet_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"inherits" boolean NOT NULL,
	CONSTRAINT "connection_inheritance_tenant_id_outlet_id_kind_pk" PRIMARY KEY("tenant_id","outlet_id","kind")
);
--> statement-breakpoint
CREATE TABLE "connection_state" (
	"tenant_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"status" text DEFAULT 'untested' NOT NULL,
	"streak" integer DEFAULT 0 NOT NULL,
	"open_until" timestamp with time zone,
	"probe_until" timestamp with time zone,
	"last_ok_at" timestamp with time zone,
	"last_error_at" timestamp with time zone,
	"last_error_code" text,
	"next_test_at" timestamp with time zone,
	"alerted" text DEFAULT 'ok' NOT NULL,
	CONSTRAINT "connection_state_tenant_id_connection_id_pk" PRIMARY KEY("tenant_id","connection_id")
);
--> statement-breakpoint
CREATE TABLE "connection_template" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"provider" text NOT NULL,
	"preset" jsonb NOT NULL,
	"cfg" jsonb NOT NULL,
	"test_mode" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "connection_template_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "integration_log" (
	"tenant_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"action" text NOT NULL,
	"verb" text NOT NULL,
	"status" text NOT NULL,
	"http_status" integer,
	"ms" integer DEFAULT 0 NOT NULL,
	"request" jsonb,
	"response" jsonb,
	"error_class" text,
	"rule" text,
	"reference" text,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"ip" text,
	"user_agent" text,
	CONSTRAINT "integration_log_tenant_id_at_id_pk" PRIMARY KEY("tenant_id","at","id")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "integration_log_rest" PARTITION OF "integration_log" DEFAULT;
--> statement-breakpoint
CREATE TABLE "owner_notice" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"code" text NOT NULL,
	"severity" text NOT NULL,
	"connection_id" uuid,
	"values" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "owner_notice_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "vault_key" (
	"tenant_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"wrapped" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "vault_key_tenant_id_number_pk" PRIMARY KEY("tenant_id","number")
);
--> statement-breakpoint
CREATE TABLE "vault_secret" (
	"tenant_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"field" text NOT NULL,
	"key_number" integer NOT NULL,
	"ciphertext" text NOT NULL,
	"last_four" text NOT NULL,
	"fingerprint" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "vault_secret_tenant_id_connection_id_field_pk" PRIMARY KEY("tenant_id","connection_id","field")
);
--> statement-breakpoint
CREATE TABLE "webhook_log" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"method" text NOT NULL,
	"path" text NOT NULL,
	"query" jsonb NOT NULL,
	"headers" jsonb NOT NULL,
	"raw_body" "bytea" NOT NULL,
	"body_bytes" integer NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"event_key" text,
	"first" boolean DEFAULT false NOT NULL,
	"order_key" text,
	"read" jsonb,
	"status" text,
	"confirm" text,
	"trust" text,
	"reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"claimed_until" timestamp with time zone,
	"processed_at" timestamp with time zone,
	"ip" text,
	"user_agent" text,
	CONSTRAINT "webhook_log_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "connection_name" ON "connection" USING btree ("tenant_id","scope_id","kind","provider","label");--> statement-breakpoint
CREATE UNIQUE INDEX "connection_slug" ON "connection" USING btree ("tenant_id","slug");--> statement-breakpoint
CREATE UNIQUE INDEX "connection_default" ON "connection" USING btree ("tenant_id","scope_id","kind") WHERE is_default;--> statement-breakpoint
CREATE INDEX "connection_feature_of" ON "connection_feature" USING btree ("tenant_id","connection_id");--> statement-breakpoint
CREATE UNIQUE INDEX "connection_template_name" ON "connection_template" USING btree ("tenant_id","name");--> statement-breakpoint
CREATE INDEX "integration_log_connection" ON "integration_log" USING btree ("tenant_id","connection_id","at");--> statement-breakpoint
CREATE INDEX "owner_notice_at" ON "owner_notice" USING btree ("tenant_id","at");--> statement-breakpoint
CREATE INDEX "webhook_log_connection" ON "webhook_log" USING btree ("tenant_id","connection_id","received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_log_event" ON "webhook_log" USING btree ("tenant_id","connection_id","event_key") WHERE first;--> statement-breakpoint
CREATE INDEX "webhook_log_waiting" ON "webhook_log" USING btree ("tenant_id","received_at") WHERE state in ('received', 'verified', 'processing');