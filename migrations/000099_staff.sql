-- Who is signed in at a counter, and what staff corrected.

create table staff_sessions (
  id          text primary key,            -- keyed hash of the cookie's secret
  subject     text not null,               -- the identity provider's own id
  name        text not null,
  role        text not null,
  departments jsonb not null default '[]',
  csrf        text not null,
  created_at  timestamptz not null,
  seen_at     timestamptz not null         -- when the person last did something: idle too long, it is locked
);
create index staff_sessions_seen on staff_sessions (seen_at);
