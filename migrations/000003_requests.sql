-- Requests, what happened to them, and the keys under which they were filed.
-- Who filed is never in the clear: identities are encrypted, lookups go over keyed hashes.

create table requests (
  reference     text primary key check (reference ~ '^[0-9]{12}$'),
  type          text not null,
  axis          text not null,
  importance    text not null,
  department    text references departments (code),
  governorate   text references governorates (code),
  description   text not null,
  search        text not null,             -- description and place, normalised for Arabic-aware search
  location      jsonb,
  anonymous     boolean not null,
  requester     text,                      -- encrypted { name, phone, email }; null when anonymous
  phone_key     text,                      -- keyed hash of the phone
  origin        text,                      -- encrypted { conversation, sender }
  sender_key    text,                      -- keyed hash of the sender; of an anonymous one together with the reference
  proven        boolean not null default false,
  follow_up     text,                      -- keyed hash of an anonymous requester's code
  channel       text not null,
  lang          text not null,
  status        text not null check (status in ('registered', 'in_progress', 'waiting_for_citizen', 'answered', 'closed')),
  assignee      text,
  question      text,
  answer        text,
  round         integer not null default 0, -- how often it was reopened
  clock_from    timestamptz not null,       -- when the promise was made: filing, or the last reopening
  minutes       integer not null,           -- the promise, in working minutes
  breaks        jsonb not null default '[]',-- [[from, to]] of waiting for the citizen, since clock_from
  waiting_since timestamptz,
  due_at        timestamptz not null,
  created_at    timestamptz not null,
  updated_at    timestamptz not null
);
create index requests_newest on requests (created_at desc, reference desc);
create index requests_of_department on requests (department, created_at desc, reference desc);
create index requests_open on requests (due_at) where status in ('registered', 'in_progress');
create index requests_of_sender on requests (sender_key) where sender_key is not null;
create index requests_of_phone on requests (phone_key) where phone_key is not null;

create table request_events (
  seq          bigint generated always as identity primary key,
  reference    text not null references requests (reference),
  kind         text not null,
  at           timestamptz not null,
  actor        text not null,
  status       text not null,               -- the stage after it
  text         text,
  reason       text,
  stars        integer,
  for_citizen  boolean not null default false,
  delivered_at timestamptz,                 -- the conversation has taken it
  claimed_till timestamptz,                 -- a replica is handing it over, or it rests after a failure
  attempts     integer not null default 0
);
create index request_events_of on request_events (reference, seq);
create index request_events_untold on request_events (seq) where for_citizen and delivered_at is null;

create table ratings (
  reference text not null references requests (reference),
  round     integer not null,
  stars     integer not null check (stars between 1 and 5),
  reason    text,
  at        timestamptz not null,
  primary key (reference, round)
);

create table attachments (
  reference text not null references requests (reference),
  upload_id text not null references uploads (id),
  position  integer not null,
  primary key (reference, upload_id)
);

create table idempotency (
  scope       text not null,                -- the role and the operation
  key         text not null,
  fingerprint text not null,                -- keyed hash of the body
  answer      text not null,                -- encrypted, so that a repeat is answered the same
  created_at  timestamptz not null,
  primary key (scope, key)
);
