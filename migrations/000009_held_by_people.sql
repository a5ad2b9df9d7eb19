-- Since when a person of staff was asked for, or holds the conversation; null: the bot does. A column of its own, so that
-- finding them costs an ordinary turn nothing.

alter table conversations
  add column human_since text generated always as (state #>> '{human,since}') stored;
create index conversations_held on conversations (human_since) where human_since is not null;
