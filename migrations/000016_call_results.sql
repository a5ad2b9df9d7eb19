-- What came of a call, for everybody who follows it: filed, added to a request, answered, or taken back.

alter table calls add column result jsonb;

-- Announcements and assistants speak in calls, too.
alter table call_segments drop constraint call_segments_speaker_check;
alter table call_segments add constraint call_segments_speaker_check
  check (speaker in ('caller', 'agent', 'bot', 'other'));
