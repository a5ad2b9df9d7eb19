-- The operator's switch: a channel without a row is on and says nothing beside what the bot says.

create table channel_switches (
  name       text primary key,
  is_on      boolean not null,
  notice_ar  text,                      -- what a person is answered while it is off
  notice_en  text,
  banner_ar  text,                      -- said once a conversation and day while it is on
  banner_en  text,
  updated_at timestamptz not null,
  check (is_on or (notice_ar is not null and notice_en is not null))
);

-- Who changed what; rows are only ever added.
create table channel_changes (
  seq   bigint generated always as identity primary key,
  name  text not null,
  actor text not null,
  at    timestamptz not null,
  state jsonb not null                  -- as it was from then on
);
create index channel_changes_of on channel_changes (name, seq);

insert into versions (name) values ('channels');
create trigger bump after insert or update or delete or truncate on channel_switches
  for each statement execute function bump_version('channels');
