-- That a parcel is to be sent is told in the transaction that makes it. Those of which it was still to be told are told here.
with untold as (
  select s.id, s.order_id, s.vendor_id, s.slot_note, s.created_at,
         (select coalesce(jsonb_agg(jsonb_build_object('lineId', line_id, 'quantity', quantity - cancelled)), '[]')
          from shipment_lines where shipment_id = s.id) as lines
  from shipments s where announced_at is null),
noted as (
  insert into shipment_tracking (id, shipment_id, kind, at, source)
  select md5(kind || ' ' || id)::uuid, id, kind, created_at, 'platform'
  from untold cross join lateral (values ('pending'), ('slot_' || slot_note)) as e (kind)
  where kind is not null),
bumped as (
  insert into event_subjects as known (subject, sequence) select id::text, 1 from untold
  on conflict (subject) do update set sequence = known.sequence + 1
  returning subject, sequence)
insert into outbox (id, type, version, subject, sequence, occurred_at, data)
select overlay(overlay(md5('shipment.created ' || b.subject) placing '8' from 13) placing '8' from 17)::uuid,
       'shipment.created', 1, b.subject, b.sequence, u.created_at,
       jsonb_build_object('shipmentId', u.id, 'orderId', u.order_id, 'vendorId', u.vendor_id, 'lines', u.lines)
from untold u join bumped b on b.subject = u.id::text;

drop index shipments_unannounced;
alter table shipments drop column announced_at;
