-- Conversations with something open, newest last: where drafts that were left are found, and who fell silent over one.

alter table conversations add column reminded_at timestamptz;
create index conversations_open on conversations (updated_at)
  where state is not null and jsonb_array_length(state -> 'frames') > 0;
