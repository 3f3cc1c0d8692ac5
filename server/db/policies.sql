-- Run after every migration, idempotent: a table that a migration adds is fenced without anybody remembering to.
-- gerai_app sees the rows of the tenant named by the transaction's setting; gerai_system sees only installation tables.
-- Neither may log in, own a table or bypass row-level security (T1).
do $$ begin
  begin create role gerai_app nologin nobypassrls; exception when duplicate_object or unique_violation then null; end;
  begin create role gerai_system nologin nobypassrls; exception when duplicate_object or unique_violation then null; end;
  -- From Postgres 16 on, creating a role does not include the right to become it.
  begin execute format('grant gerai_app, gerai_system to %I', current_user); exception when others then null; end;
end $$;

grant usage on schema public to gerai_app, gerai_system;
grant usage on sequence sync_seq to gerai_app;

create or replace function current_tenant() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('gerai.tenant', true), '')::uuid $$;

create or replace function stamp_sync() returns trigger language plpgsql as $$
begin
  new.xid := pg_current_xact_id();
  new.seq := nextval('sync_seq');
  return new;
end $$;

-- Keeps product_barcode the mirror of product.barcodes, so that its primary key holds barcodes unique per tenant.
create or replace function keep_barcodes() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.barcodes is not distinct from old.barcodes and new.deleted = old.deleted then return null; end if;
    delete from product_barcode where tenant_id = new.tenant_id and product_id = new.id;
  end if;
  if not new.deleted then
    insert into product_barcode (tenant_id, barcode, product_id)
      select new.tenant_id, code, new.id from unnest(new.barcodes) as code;
  end if;
  return null;
end $$;
create or replace trigger keep_barcodes after insert or update on product for each row execute function keep_barcodes();

do $$
declare
  installation text[] := array['user', 'session', 'account', 'verification', 'membership', 'enrolment_code', 'instance_meta', 'rate_limit'];
  t record;
begin
  for t in
    select c.relname as name,
           exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as of_tenant,
           exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'xid' and not a.attisdropped) as synced
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  loop
    if t.name = 'tenant' then
      execute 'alter table tenant enable row level security';
      execute 'drop policy if exists own_tenant on tenant';
      execute 'drop policy if exists installation on tenant';
      execute 'create policy own_tenant on tenant to gerai_app using (id = current_tenant()) with check (id = current_tenant())';
      execute 'create policy installation on tenant to gerai_system using (true) with check (true)';
      execute 'grant select, update on tenant to gerai_app';
      execute 'grant select, insert, update on tenant to gerai_system';
    elsif t.name = any (installation) then
      execute format('revoke all on %I from gerai_app', t.name);
      execute format('grant select, insert, update, delete on %I to gerai_system', t.name);
    elsif t.of_tenant then
      execute format('alter table %I enable row level security', t.name);
      execute format('alter table %I force row level security', t.name);
      execute format('drop policy if exists own_tenant on %I', t.name);
      execute format('create policy own_tenant on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', t.name);
      execute format('revoke all on %I from gerai_system', t.name);
      execute format('grant select, insert, update, delete on %I to gerai_app', t.name);
      if t.synced then
        execute format('create or replace trigger stamp_sync before update on %I for each row execute function stamp_sync()', t.name);
      end if;
    else
      raise exception 'table % is neither of a tenant nor of the installation', t.name;
    end if;
  end loop;

  -- Facts are append-only (S4): the application can add them, never change or remove them.
  revoke update, delete on sale, sale_line, payment, stock_movement, audit_entry,
    refund, refund_line, refund_payment, sale_void, qris_confirmation,
    shift, shift_close, shift_handover, cash_movement, device_audit from gerai_app;
  -- What the server noticed is not the fact: it is noted again when more has arrived.
  grant update (flags) on sale, refund, sale_void, qris_confirmation,
    shift, shift_close, shift_handover, cash_movement, device_audit to gerai_app;
end $$;
