DROP INDEX "webhook_log_waiting";--> statement-breakpoint
ALTER TABLE "webhook_log" ALTER COLUMN "state" DROP DEFAULT;--> statement-breakpoint
CREATE INDEX "webhook_log_waiting" ON "webhook_log" USING btree ("tenant_id","received_at") WHERE state in ('verified', 'processing');