ALTER TABLE "device" ADD COLUMN "printers" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "device" ADD COLUMN "printers_at" timestamp with time zone;