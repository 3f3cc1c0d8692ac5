CREATE TABLE "earlier_cost" (
	"tenant_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"cost" bigint NOT NULL,
	CONSTRAINT "earlier_cost_tenant_id_product_id_until_pk" PRIMARY KEY("tenant_id","product_id","until")
);
