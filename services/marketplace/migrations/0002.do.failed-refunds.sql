-- A refund that is refused is asked for a few times more, and then it is a manager's.
alter table job_bookings add column refund_refusals int not null default 0;
alter table job_bookings add column refund_failed_at timestamptz(3);
-- Whoever earns the job has paid it back by other means; who says so, and how, is in the audit log.
alter table job_bookings add column refunded_elsewhere boolean not null default false;
create index job_bookings_refund_failed on job_bookings (building_id, accepted_at desc, id desc)
  where refund_failed_at is not null;

create or replace view job_cards as
select j.id, j.quote_id, j.request_id, j.provider_id, j.building_id, j.unit_id, j.user_id, j.state, j.version,
       j.verified, j.total, j.tax, j.currency, j.warranty_days, j.free_cancel_hours, j.late_cancel_percent, j.expires_at,
       j.payment_no, j.payment_state, j.action_url, j.to_resident, j.commission, j.net, j.cancel_wanted, j.cancel_reason,
       j.accepted_at, j.booked_at, j.done_at, j.settled_at, j.warranty_until, j.booked_at is not null as paid,
       r.ticket_id, r.category, r.title, r.building, r.unit, p.name as provider_name, p.owner_id, a.zone, a.wall_start,
       a.wall_end, a.starts_at, a.ends_at, a.pass_code, a.entered_at,
       d.text as dispute_text, d.decision, d.note as decision_note, d.opened_at as disputed_at,
       j.refund_failed_at, j.last_error, j.refunded_elsewhere
from job_bookings j
join quote_requests r on r.id = j.request_id
join providers p on p.id = j.provider_id
join appointments a on a.job_id = j.id and a.claim_id is null
left join disputes d on d.job_id = j.id;
