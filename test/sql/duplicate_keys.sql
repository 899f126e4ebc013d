-- Promise: The keys that indexes hold are the same in each release, or its update makes the indexes anew.
-- Where this changes, the update script of the release must REINDEX contacts_duplicate_name and
-- contact_emails_duplicate_local (src/duplicate/key.h): the old keys would find nothing.
\encoding UTF8
\pset format unaligned
\pset tuples_only on
SELECT n, contacts.duplicate_name_key(n, '00000000-0000-7000-8000-000000000000') FROM unnest(ARRAY['Jane Fairweather', 'Fairweather, Jane', 'jane  FAIRWEATHER', 'Dr. Bob Smith Jr',
	'Robert Smith', 'Müller, Jürgen', 'Mueller Juergen', 'Zoë Å. Núñez', 'Khan', 'Shaikh Mohammed', 'X', '', '123', '山田 太郎', 'Иван Петров', 'O''Neill-Brown, Mary Ann']) n;
SELECT m, contacts.duplicate_local_key(m) FROM unnest(ARRAY['jane.fairweather@x.example', 'jane_fairweather@y.example', 'info@x.example', 'abc@x.example', 'r.smith1980@x.example', 'r.smith1981@x.example']) m;
SELECT id, contacts.duplicate_sample(id) FROM unnest('{00000000-0000-7000-8000-000000000000,01a213b3-a3cc-72e1-ad55-7c54334f8e75,01a213b3-a3cc-7ac4-abe6-c74dff627828}'::uuid[]) id;
