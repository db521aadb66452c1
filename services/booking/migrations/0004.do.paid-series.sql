-- A series that costs money is held and paid as one: the hold is that of its first booking, and the others say so. Each
-- booking keeps its own fee and deposit.
alter table reservations add column paid_with uuid references reservations;
alter table reservations add constraint reservations_paid_with check (paid_with <> id);
create index reservations_paid_with on reservations (paid_with) where paid_with is not null;
-- For how many bookings a hold is.
alter table holds add column bookings int not null default 1 check (bookings >= 1);

create or replace view booking_cards as
select b.id, b.resource_id, b.building_id, b.user_id, b.unit_id, b.series_id, b.zone, b.wall_start, b.wall_end,
       b.starts_at, b.ends_at, b.exclusive, b.state, b.note, b.fee, b.deposit, b.kept, b.currency, b.expires_at,
       b.cancel_wanted, b.closed_at, b.version, r.name as resource_name,
       (select coalesce(sum(f.amount), 0)::bigint from refunds f
        where f.reservation_id = b.id and f.state <> 'failed' and f.kind = 'refund') as refunded,
       h.state as hold_state, h.payment_no, h.payment_state, h.action_url,
       c.reason as cancel_reason, c.note as cancel_note, c.refund_percent, c.cancelled_at, k.at as checked_in_at,
       h.reservation_id as hold_id, h.bookings as hold_bookings,
       case when h.bookings > 1
         then (select sum(m.fee + m.deposit)::bigint from reservations m
               where m.id = h.reservation_id or m.paid_with = h.reservation_id)
         else b.fee + b.deposit end as hold_amount
from reservations b
join resources r on r.id = b.resource_id
left join holds h on h.reservation_id = coalesce(b.paid_with, b.id)
left join cancellations c on c.reservation_id = b.id
left join check_ins k on k.reservation_id = b.id;
