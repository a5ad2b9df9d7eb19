-- Who is signed in at a counter, and what people corrected of what was understood.

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

-- How each label of a request came about: { "type": { "how": "guessed", "guess": "inquiry" } }
alter table requests add column decided jsonb;

-- Labelled data that use brings: the words with identities stripped, and what the labels should have been.
-- No reference: from a row nobody finds the request.
create table corrections (
  id     bigint generated always as identity primary key,
  at     timestamptz not null,
  source text not null check (source in ('citizen', 'officer')),
  lang   text not null,
  text   text not null,
  labels jsonb not null                    -- { "type": { "from": "inquiry", "to": "complaint" } }
);
