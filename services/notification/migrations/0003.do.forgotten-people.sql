-- Whose account is gone: what is told of them after that is told to nobody.
create table forgotten_people (
  user_id uuid primary key,
  forgotten_at timestamptz(3) not null
);
