-- A message that its own door could not deliver goes another way: a row of its own, with the message it tells.

alter table outbox add column instead_of text; -- the door it was meant for; null: this is that door
