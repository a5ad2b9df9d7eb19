-- Conversations, their transcript (which is also the inbox), what is still to be delivered, and uploaded files.

create table conversations (
  id          text primary key,
  channel     text not null,
  sender      text not null,              -- <channel>:<platform user id>
  proven      boolean not null,           -- the platform vouches for the sender
  state       jsonb,                      -- the engine's state; null before the first turn
  version     integer not null default 0, -- compare-and-set: one turn at a time
  last_seq    integer not null default 0, -- the newest message of the transcript
  handled     integer not null default 0, -- the newest inbound message whose turn is committed
  pending     integer not null default 0, -- inbound messages without a finished turn
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);
create index conversations_of_sender on conversations (sender);
create index conversations_unfinished on conversations (id) where pending > 0;

create table messages (
  conversation_id text not null references conversations (id) on delete cascade,
  seq             integer not null,       -- from 1, in the order of commits: Direct Line's watermark
  direction       text not null check (direction in ('in', 'out')),
  kind            text not null check (kind in ('message', 'start', 'event')),
  message_id      text,                   -- inbound: the platform's id
  reply_to        integer,                -- outbound: the inbound message it answers
  body            jsonb not null,
  at              timestamptz not null,
  primary key (conversation_id, seq)
);
create unique index messages_once on messages (conversation_id, message_id) where direction = 'in';

-- Replies that must be pushed to a platform; a row leaves when the platform has taken it.
create table outbox (
  conversation_id text not null,
  seq             integer not null,
  attempts        integer not null default 0,
  next_at         timestamptz not null,
  last_error      text,
  primary key (conversation_id, seq),
  foreign key (conversation_id, seq) references messages (conversation_id, seq) on delete cascade
);
create index outbox_due on outbox (next_at);

create table uploads (
  id           text primary key,
  name         text not null,
  content_type text not null,
  size         integer not null,
  content      bytea not null,
  conversation_id text,                  -- where it was sent; null when it came with a request
  kept         boolean not null default false, -- a request refers to it; else it goes after 24 hours
  created_at   timestamptz not null
);
create index uploads_unkept on uploads (created_at) where not kept;
