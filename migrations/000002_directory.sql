-- Official rows: who answers what (the directory), and how long an answer may take (the policy).
-- Administrators change these rows; every change bumps a version, so that replicas read them again.

create table versions (
  name    text primary key,
  version bigint not null default 1
);
insert into versions (name) values ('directory'), ('policy');

create function bump_version() returns trigger language plpgsql as $$
begin
  update versions set version = version + 1 where name = tg_argv[0];
  return null;
end
$$;

create table departments (
  code        text primary key,
  parent      text references departments (code),
  name_ar     text not null,
  name_en     text not null,
  kind        text not null,
  governorate text,                    -- set when it serves one governorate only
  aliases_ar  jsonb not null default '[]',
  aliases_en  jsonb not null default '[]',
  topics_ar   jsonb not null default '[]',
  topics_en   jsonb not null default '[]',
  position    integer not null
);

-- Names that several departments answer to, and what decides between them.
create table ambiguous_names (
  id             text primary key,     -- the first Arabic term
  terms_ar       jsonb not null,
  terms_en       jsonb not null,
  candidates     jsonb not null,
  resolved_by    text not null,
  question_ar    text not null,
  question_en    text not null,
  by_governorate jsonb,
  by_answer      jsonb,
  by_area_field  text check (by_area_field in ('municipality', 'electricity')),
  fallback       text,
  position       integer not null
);

create table governorates (
  code       text primary key,
  iso        text not null,
  name_ar    text not null,
  name_en    text not null,
  capital_ar text not null,
  capital_en text not null,
  aliases_ar jsonb not null default '[]',
  aliases_en jsonb not null default '[]',
  position   integer not null
);

create table areas (
  governorate  text not null references governorates (code) on delete cascade,
  ar           text not null,
  en           text not null,
  aliases_ar   jsonb not null default '[]',
  aliases_en   jsonb not null default '[]',
  municipality text,
  electricity  text,
  position     integer not null,
  primary key (governorate, ar)
);

create table ambiguous_areas (
  ar          text primary key,
  en          text not null,
  aliases_ar  jsonb not null default '[]',
  candidates  jsonb not null,
  question_ar text not null,
  question_en text not null,
  position    integer not null
);

-- True names that are also everyday words.
create table generic_words (
  list     text not null check (list in ('aliases_ar', 'places_ar', 'places_en')),
  word     text not null,
  position integer not null,
  primary key (list, word)
);

create table working_week (
  only_row boolean primary key default true check (only_row),
  days     jsonb not null,             -- ["SUN", ...]
  starts   text not null,              -- HH:MM, Asia/Amman
  ends     text not null
);

create table ramadan_hours (
  first_day date primary key,
  last_day  date not null check (last_day >= first_day),
  starts    text not null,
  ends      text not null,
  tentative boolean not null
);

create table holidays (
  day            date not null,
  name_ar        text not null,
  name_en        text not null,
  closes_offices boolean not null,
  tentative      boolean not null,
  primary key (day, name_ar)
);

-- The time frame of an answer in working minutes. A row without axis and type is the base of its importance;
-- a row with one or both refines it, and says nothing while its minutes are null.
create table sla_matrix (
  importance text not null check (importance in ('critical', 'high', 'medium', 'low')),
  axis       text check (axis in ('service_time', 'procedures', 'staff_conduct', 'environment', 'output_quality')),
  type       text check (type in ('inquiry', 'complaint', 'suggestion', 'compliment', 'violation_report', 'grievance', 'human_rights')),
  minutes    integer check (minutes > 0),
  check (minutes is not null or axis is not null or type is not null)
);
create unique index sla_matrix_cell on sla_matrix (importance, coalesce(axis, ''), coalesce(type, ''));

-- What was seeded once is not seeded again: a row that an administrator moved or removed stays so.
create table seeded (
  list text not null,
  key  text not null,
  primary key (list, key)
);

create trigger bump after insert or update or delete or truncate on departments
  for each statement execute function bump_version('directory');
create trigger bump after insert or update or delete or truncate on ambiguous_names
  for each statement execute function bump_version('directory');
create trigger bump after insert or update or delete or truncate on governorates
  for each statement execute function bump_version('directory');
create trigger bump after insert or update or delete or truncate on areas
  for each statement execute function bump_version('directory');
create trigger bump after insert or update or delete or truncate on ambiguous_areas
  for each statement execute function bump_version('directory');
create trigger bump after insert or update or delete or truncate on generic_words
  for each statement execute function bump_version('directory');
create trigger bump after insert or update or delete or truncate on working_week
  for each statement execute function bump_version('policy');
create trigger bump after insert or update or delete or truncate on ramadan_hours
  for each statement execute function bump_version('policy');
create trigger bump after insert or update or delete or truncate on holidays
  for each statement execute function bump_version('policy');
create trigger bump after insert or update or delete or truncate on sla_matrix
  for each statement execute function bump_version('policy');
