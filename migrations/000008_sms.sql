-- Telephones: who asked for silence, what was answered in a response, and messages that arrive in pieces or twice.

create table sms_stops (
  phone text primary key,
  at    timestamptz not null
);

-- Answered in the response to a webhook: the same message again gets the same answer.
create table sms_answers (
  message_id      text primary key,       -- the provider's id of the inbound message
  token           text,                   -- the provider's mark of one call and its retries
  body            text not null,
  conversation_id text,
  seqs            integer[] not null,     -- the replies it told: nobody tells them again
  at              timestamptz not null
);
create index sms_answers_by_token on sms_answers (token) where token is not null;
create index sms_answers_of_conversation on sms_answers (conversation_id);
create index sms_answers_by_time on sms_answers (at);

-- Parts of a long message, until the last one came or the wait was over.
create table sms_parts (
  sender    text not null,
  recipient text not null,
  reference integer not null,
  total     integer not null,
  number    integer not null,
  content   bytea not null,               -- UTF-16: half a character may end a part
  at        timestamptz not null,
  taken     boolean not null default false, -- handed on as a whole; kept a while to recognise a part that comes again
  primary key (sender, recipient, reference, total, number)
);
create index sms_parts_waiting on sms_parts (at);

-- Messages taken from an operator that may not know it yet: sent again, they are recognised.
create table sms_arrivals (
  fingerprint text primary key,
  message_id  text not null,
  session     text not null,
  at          timestamptz not null
);
create index sms_arrivals_by_time on sms_arrivals (at);
