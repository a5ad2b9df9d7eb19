-- Telephone calls: those the bot answers, and those of the contact centre that are listened to; and what was said in the latter.

create table calls (
  id              text primary key,       -- the provider's own id of the call
  source          text not null,          -- which door brought it
  caller          text,                   -- E.164
  conversation_id text,                   -- where the bot talks with the caller
  lang            text,
  status          text not null,          -- in_progress, or how it ended
  started_at      timestamptz not null,
  updated_at      timestamptz not null,
  ended_at        timestamptz
);
create index calls_newest on calls (started_at desc, id desc);

-- One stretch of speech each. A live feed sends the same one again, longer: the last word on it stands.
create table call_segments (
  call_id    text not null references calls (id) on delete cascade,
  id         text not null,               -- its own id within the call
  starts_ms  integer not null,            -- since the call began: segments may come out of order
  ends_ms    integer,
  speaker    text not null check (speaker in ('caller', 'agent', 'other')),
  name       text,
  text       text not null,
  confidence real,
  final      boolean not null,
  at         timestamptz not null,
  primary key (call_id, id)
);
