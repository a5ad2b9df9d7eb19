-- What is still to be handed to a platform, what was, and what never will be. The first table of this name was never used.

drop table outbox;

create table outbox (
  id              bigint generated always as identity primary key,
  lane            text not null,            -- goes in order, one at a time: the conversation, or a keyed hash of the phone
  channel         text not null,            -- the door that takes it
  conversation_id text,                     -- a message of a transcript ...
  seq             integer,
  text_key        text unique,              -- ... or a text to a phone in no conversation: under its key once
  sealed          text,                     -- encrypted phone and text, erased when sent
  state           text not null default 'waiting' check (state in ('waiting', 'sent', 'elsewhere', 'dead')),
  attempts        integer not null default 0, -- grows with every claim: who holds an older number has lost it
  unknowns        integer not null default 0, -- attempts whose outcome nobody knows
  next_at         timestamptz not null,
  claimed_till    timestamptz,              -- a replica hands it over; set and past: that replica died, outcome unknown
  why             text,                     -- what the platform said last, for operators; nobody's words
  platform_id     text,                     -- the platform's id: receipts name it
  queued_at       timestamptz not null,
  sent_at         timestamptz,
  delivered_at    timestamptz,              -- receipts come in any order: the stage is derived from these
  read_at         timestamptz,
  failed_at       timestamptz,
  foreign key (conversation_id, seq) references messages (conversation_id, seq) on delete cascade
);
create index outbox_waiting on outbox (lane, id) where state = 'waiting';
create index outbox_due on outbox (next_at) where state = 'waiting';
create index outbox_dead on outbox (id) where state = 'dead';
create index outbox_by_platform on outbox (channel, platform_id) where platform_id is not null;
create index outbox_of on outbox (conversation_id, seq) where conversation_id is not null;

-- Channels that rest until an operator, or a restart, says otherwise.
create table channel_stops (
  channel text primary key,
  why     text not null,
  at      timestamptz not null
);

alter table conversations
  add column heard_at timestamptz,          -- when the person last wrote: platforms close a window after it
  add column unreachable_at timestamptz;    -- the platform said so; writing again ends it
