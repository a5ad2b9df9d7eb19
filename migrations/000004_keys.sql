-- Keys that were made because nobody set them, shared by every replica of this database; and the fingerprint of the
-- key that identities are encrypted with, so that a start under another one is refused instead of writing unreadable rows.

create table keys (
  name  text primary key,
  value text not null
);
