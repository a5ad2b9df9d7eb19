-- Where each conversation of Azure Bot Service is answered: its address may change with every message.

create table bot_references (
  conversation_id text primary key,
  reference       jsonb not null,
  at              timestamptz not null
);
