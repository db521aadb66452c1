-- Whose account is gone: word of their move-out may come after that, and must not bring them back.
create table forgotten_people (
  user_id uuid primary key,
  forgotten_at timestamptz(3) not null
);
