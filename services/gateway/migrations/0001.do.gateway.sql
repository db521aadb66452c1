-- One row for each request that reached an endpoint. Months past their retention are dropped whole.
create table api_logs (
  id uuid not null,
  service_name text not null,
  -- The template, so that rows of one endpoint can be counted and no id of a person is in it.
  path text not null,
  method text not null,
  status_code int not null,
  latency_ms double precision not null,
  user_id uuid,
  ip_address inet,
  user_agent text,
  request_id text not null,
  created_at timestamptz(3) not null,
  primary key (created_at, id)
) partition by range (created_at);
create index api_logs_service on api_logs (service_name, created_at);
create index api_logs_status on api_logs (status_code, created_at);
create index api_logs_user on api_logs (user_id, created_at) where user_id is not null;

-- What visitors did, as their browsers tell it.
create table analytics_events (
  id uuid not null,
  event_name text not null,
  user_id uuid,
  session_id text not null,
  properties jsonb not null,
  ip_address inet,
  user_agent text,
  referrer text,
  utm_source text,
  utm_medium text,
  utm_campaign text,
  created_at timestamptz(3) not null,
  primary key (created_at, id)
) partition by range (created_at);
create index analytics_events_name on analytics_events (event_name, created_at);
create index analytics_events_user on analytics_events (user_id, created_at) where user_id is not null;
create index analytics_events_properties on analytics_events using gin (properties jsonb_path_ops);
