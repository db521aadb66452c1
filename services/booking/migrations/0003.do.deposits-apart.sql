-- What goes back is told apart into fee and deposit, and what is kept of a deposit is told to payment, too: until then it is
-- nobody's. Refunds noted until now are of payments that knew of one sum alone.
alter table refunds add column kind text not null default 'refund' check (kind in ('refund', 'kept'));
alter table refunds add column deposit bigint not null default 0 check (deposit between 0 and amount);
create or replace view booking_cards as
select b.id, b.resource_id, b.building_id, b.user_id, b.unit_id, b.series_id, b.zone, b.wall_start, b.wall_end,
       b.starts_at, b.ends_at, b.exclusive, b.state, b.note, b.fee, b.deposit, b.kept, b.currency, b.expires_at,
       b.cancel_wanted, b.closed_at, b.version, r.name as resource_name,
       (select coalesce(sum(f.amount), 0)::bigint from refunds f
        where f.reservation_id = b.id and f.state <> 'failed' and f.kind = 'refund') as refunded,
       h.state as hold_state, h.payment_no, h.payment_state, h.action_url,
       c.reason as cancel_reason, c.note as cancel_note, c.refund_percent, c.cancelled_at, k.at as checked_in_at
from reservations b
join resources r on r.id = b.resource_id
left join holds h on h.reservation_id = b.id
left join cancellations c on c.reservation_id = b.id
left join check_ins k on k.reservation_id = b.id;
