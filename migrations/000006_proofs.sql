-- Who proved which phone. A code itself is kept nowhere: it follows from the proof's id and the data key.

create table proofs (
  id           text primary key,
  sender_key   text not null,             -- keyed hash of who asked; nobody else can confirm
  phone_key    text not null,             -- keyed hash of the phone the code went to
  tries        integer not null default 0,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  confirmed_at timestamptz
);
create index proofs_of_phone on proofs (phone_key, created_at);
create index proofs_of_sender on proofs (sender_key, created_at);
create index proofs_newest on proofs (created_at);

create table proven_phones (
  sender_key text not null,
  phone_key  text not null,
  proven_at  timestamptz not null,
  expires_at timestamptz not null,         -- numbers change hands
  primary key (sender_key, phone_key)
);
