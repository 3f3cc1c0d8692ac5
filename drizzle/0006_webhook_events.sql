CREATE TABLE "webhook_event" (
	"tenant_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"event_key" text NOT NULL,
	"webhook_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "webhook_event_tenant_id_connection_id_event_key_pk" PRIMARY KEY("tenant_id","connection_id","event_key")
);
--> statement-breakpoint
DROP INDEX "webhook_log_event";--> statement-breakpoint
ALTER TABLE "webhook_log" ADD COLUMN "raw_status" text;--> statement-breakpoint
ALTER TABLE "webhook_log" ADD COLUMN "replayed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "webhook_event_at" ON "webhook_event" USING btree ("tenant_id","at");