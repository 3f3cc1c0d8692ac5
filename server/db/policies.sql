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

-- Keeps product_barcode the mirror of product.barcodes and of its units' barcodes, so that its primary key holds barcodes
-- unique per tenant. A barcode that stands twice in one product is held once.
create or replace function barcodes_of(own text[], extras jsonb) returns text[] language sql immutable parallel safe
  as $$ select case when extras ? 'units'
    then own || array(select code from jsonb_array_elements(extras -> 'units') as unit,
      jsonb_array_elements_text(unit -> 'barcodes') as code)
    else own end $$;

create or replace function keep_barcodes() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.barcodes is not distinct from old.barcodes and new.extras is not distinct from old.extras
      and new.deleted = old.deleted then return null; end if;
    delete from product_barcode where tenant_id = new.tenant_id and product_id = new.id;
  end if;
  if not new.deleted then
    insert into product_barcode (tenant_id, barcode, product_id)
      select distinct new.tenant_id, code, new.id from unnest(barcodes_of(new.barcodes, new.extras)) as code;
  end if;
  return null;
end $$;
create or replace trigger keep_barcodes after insert or update on product for each row execute function keep_barcodes();

-- What a product cost before, for the profit of what was sold before. Two changes in one transaction keep the first:
-- the one between them was never true for anybody else.
create or replace function keep_earlier_cost() returns trigger language plpgsql as $$
begin
  insert into earlier_cost (tenant_id, product_id, until, cost) values (new.tenant_id, new.id, now(), old.cost)
    on conflict (tenant_id, product_id, until) do nothing;
  return null;
end $$;
create or replace trigger keep_earlier_cost after update of cost on product for each row
  when (old.cost > 0 and new.cost <> old.cost) execute function keep_earlier_cost();

-- Stock on hand is the sum of the movements (S4). Rows are locked in one order, or two devices would block each other.
-- A movement from before a count that arrives after it was already missing (or there) when the shelf was counted: the
-- count's difference is made smaller by it, with a fact of its own, so that what was counted stays true.
create or replace function keep_stock_level() returns trigger language plpgsql as $$
begin
  -- A statement without rows fires too; without this it would do so for ever.
  if not exists (select from moved) then return null; end if;
  perform pg_advisory_xact_lock_shared(hashtextextended('stock ' || outlet_id, 0))
    from (select distinct outlet_id from moved order by 1) outlets;
  insert into stock_level (tenant_id, outlet_id, product_id, on_hand_milli)
    select tenant_id, outlet_id, product_id, sum(quantity_milli) from moved group by 1, 2, 3 order by 1, 2, 3
    on conflict (tenant_id, outlet_id, product_id)
      do update set on_hand_milli = stock_level.on_hand_milli + excluded.on_hand_milli;
  insert into stock_movement (tenant_id, id, outlet_id, product_id, quantity_milli, reason, source_id, at, occurred_at)
    select m.tenant_id, gen_random_uuid(), m.outlet_id, m.product_id, -m.quantity_milli, 'count', c.document_id, m.at, c.counted_at
    from moved m cross join lateral (
      select document_id, counted_at from stock_document_line c
      where c.tenant_id = m.tenant_id and c.counted_outlet_id = m.outlet_id and c.product_id = m.product_id
        and c.counted_at >= m.occurred_at and c.counted_at is not null
      order by c.counted_at, c.document_id limit 1) c
    where m.reason <> 'count';
  return null;
end $$;
create or replace trigger keep_stock_level after insert on stock_movement referencing new table as moved
  for each statement execute function keep_stock_level();

-- What a customer owes and what the shop keeps for them are sums of the ledger over all ids of the person. A customer
-- of whom no record has come yet is made, empty, so that the sum has a place from the first entry on.
create or replace function keep_customer_balance() returns trigger language plpgsql as $$
begin
  if not exists (select from written) then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('customers ' || tenant_id, 0)) from written limit 1;
  insert into customer (tenant_id, id) select distinct tenant_id, customer_id from written order by 1, 2
    on conflict (tenant_id, id) do nothing;
  update customer c set debt = c.debt + e.debt, deposit = c.deposit + e.deposit
  from (
    select own.tenant_id, coalesce(own.merged_into, own.id) as id,
      coalesce(sum(amount) filter (where account = 'debt'), 0) as debt,
      coalesce(sum(amount) filter (where account = 'deposit'), 0) as deposit
    from written w join customer own on own.tenant_id = w.tenant_id and own.id = w.customer_id
    group by 1, 2
  ) e where c.tenant_id = e.tenant_id and c.id = e.id;
  return null;
end $$;
create or replace trigger keep_customer_balance after insert on customer_entry referencing new table as written
  for each statement execute function keep_customer_balance();

-- Payments come in the same statement as their sale, and are there when its triggers run.
create or replace function note_sale_on_customer() returns trigger language plpgsql as $$
begin
  if not exists (select from stored where customer_id is not null) then return null; end if;
  insert into customer_entry (tenant_id, source, source_id, account, customer_id, amount, occurred_at)
    select s.tenant_id, 'sale', s.id, a.account, s.customer_id, a.amount, s.occurred_at
    from stored s
      cross join lateral (
        select coalesce(sum(amount) filter (where method = 'debt'), 0) as debt,
          s.change_kept - coalesce(sum(amount) filter (where method = 'storeCredit'), 0) as deposit
        from payment p where p.tenant_id = s.tenant_id and p.sale_id = s.id) p
      cross join lateral (values ('debt', p.debt), ('deposit', p.deposit)) a (account, amount)
    where s.customer_id is not null and a.amount <> 0;
  insert into customer_entry (tenant_id, source, source_id, account, customer_id, amount, occurred_at)
    select e.tenant_id, 'void', e.source_id, e.account, e.customer_id, -e.amount, v.occurred_at
    from stored s
      join customer_entry e on e.tenant_id = s.tenant_id and e.source = 'sale' and e.source_id = s.id
      cross join lateral (select occurred_at from sale_void v
        where v.tenant_id = s.tenant_id and v.sale_id = s.id order by received_at, id limit 1) v
    on conflict do nothing;
  return null;
end $$;
create or replace trigger note_sale_on_customer after insert on sale referencing new table as stored
  for each statement execute function note_sale_on_customer();

create or replace function note_void() returns trigger language plpgsql as $$
begin
  insert into customer_entry (tenant_id, source, source_id, account, customer_id, amount, occurred_at)
    select e.tenant_id, 'void', e.source_id, e.account, e.customer_id, -e.amount, min(v.occurred_at)
    from stored v
      join customer_entry e on e.tenant_id = v.tenant_id and e.source = 'sale' and e.source_id = v.sale_id
    group by e.tenant_id, e.source_id, e.account, e.customer_id, e.amount
    on conflict do nothing;
  update sale set flags = sale.flags from (select distinct tenant_id, sale_id from stored) v
    where sale.tenant_id = v.tenant_id and sale.id = v.sale_id;
  return null;
end $$;
create or replace trigger note_void after insert on sale_void referencing new table as stored
  for each statement execute function note_void();

create or replace function note_refund() returns trigger language plpgsql as $$
begin
  insert into customer_entry (tenant_id, source, source_id, account, customer_id, amount, occurred_at)
    select r.tenant_id, 'refund', r.id, a.account, r.customer_id, a.amount, r.occurred_at
    from stored r
      cross join lateral (
        select -coalesce(sum(amount) filter (where method = 'debt'), 0) as debt,
          coalesce(sum(amount) filter (where method = 'storeCredit'), 0) as deposit
        from refund_payment p where p.tenant_id = r.tenant_id and p.refund_id = r.id) p
      cross join lateral (values ('debt', p.debt), ('deposit', p.deposit)) a (account, amount)
    where r.customer_id is not null and a.amount <> 0;
  -- Other tablets learn what is left of the sale.
  update sale set flags = sale.flags from (select distinct tenant_id, sale_id from stored) r
    where sale.tenant_id = r.tenant_id and sale.id = r.sale_id;
  return null;
end $$;
create or replace trigger note_refund after insert on refund referencing new table as stored
  for each statement execute function note_refund();

create or replace function note_payment_on_customer() returns trigger language plpgsql as $$
begin
  insert into customer_entry (tenant_id, source, source_id, account, customer_id, amount, occurred_at)
    select p.tenant_id, 'customerPayment', p.id, a.account, p.customer_id, a.amount, p.occurred_at
    from stored p
      cross join lateral (values
        ('debt', case p.purpose when 'debtRepayment' then -p.amount else 0 end),
        ('deposit', case when p.purpose = 'depositIn' then p.amount
          when p.purpose = 'depositOut' or p.method = 'storeCredit' then -p.amount else 0 end)
          ) a (account, amount)
    where a.amount <> 0;
  return null;
end $$;
create or replace trigger note_payment_on_customer after insert on customer_payment referencing new table as stored
  for each statement execute function note_payment_on_customer();

-- A shift's row comes again when it was closed or handed over.
create or replace function touch_shift() returns trigger language plpgsql as $$
begin
  update shift set flags = shift.flags from (select distinct tenant_id, shift_id from stored) s
    where shift.tenant_id = s.tenant_id and shift.id = s.shift_id;
  return null;
end $$;
create or replace trigger touch_shift after insert on shift_close referencing new table as stored
  for each statement execute function touch_shift();
create or replace trigger touch_shift after insert on shift_handover referencing new table as stored
  for each statement execute function touch_shift();

-- Days of the integration log: makes those up to `ahead` days from now, drops those older than `keep` days. What came for
-- a day that nobody had made is moved out of the rest. Days are UTC; today is kept whole.
create or replace function keep_log_days(keep integer, ahead integer) returns void language plpgsql as $$
declare
  today date := (now() at time zone 'UTC')::date;
  day date;
  name text;
begin
  perform pg_advisory_xact_lock(hashtextextended('keep_log_days', 0));
  for day in select today + n from generate_series(0, ahead) n loop
    name := 'integration_log_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass(name) is not null;
    execute format('create table %I (like integration_log including all)', name);
    execute format('with moved as (delete from integration_log_rest where at >= %L and at < %L returning *) insert into %I select * from moved',
      day::text || ' 00:00+00', (day + 1)::text || ' 00:00+00', name);
    execute format('alter table integration_log attach partition %I for values from (%L) to (%L)',
      name, day::text || ' 00:00+00', (day + 1)::text || ' 00:00+00');
  end loop;
  for name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'integration_log'::regclass and c.relname ~ '^integration_log_\d{8}$'
       and right(c.relname, 8) < to_char(today - keep, 'YYYYMMDD')
  loop
    execute format('drop table %I', name);
  end loop;
  delete from integration_log_rest where at < (today - keep)::timestamp at time zone 'UTC';
end $$;

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
    shift, shift_close, shift_handover, cash_movement, device_audit,
    customer_payment, customer_entry, stock_document, stock_document_line, product_edit, earlier_cost, integration_log, payment_event from gerai_app;
  -- What the server noticed is not the fact: it is noted again when more has arrived.
  grant update (flags) on sale, refund, sale_void, qris_confirmation,
    shift, shift_close, shift_handover, cash_movement, device_audit, customer_payment, stock_document to gerai_app;
end $$;
